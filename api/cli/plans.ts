import { Command } from 'commander';
import type { DiscardPlanDraft } from '../../application/billing/discardPlanDraft.js';
import type { DraftPlanVersion } from '../../application/billing/draftPlanVersion.js';
import type { PublishPlanVersion } from '../../application/billing/publishPlanVersion.js';
import type { RetirePlan } from '../../application/billing/retirePlan.js';
import type { RevisePlanDraft } from '../../application/billing/revisePlanDraft.js';
import type { CommandContext } from '../../application/commandContext.js';
import { planTermsSchema } from '../../application/events/plan.events.js';
import type { Handled } from '../../application/handleCommand.js';
import type { PlanHistory } from '../../domain/billing/plan/planHistory.js';
import type { PlanTerms } from '../../domain/billing/plan/planTerms.js';
import { planTable } from './planTable.js';

export type PlansProgramDependencies = Readonly<{
  list: () => Promise<readonly PlanHistory[]>;
  draft: DraftPlanVersion;
  revise: RevisePlanDraft;
  discard: DiscardPlanDraft;
  publish: PublishPlanVersion;
  retire: RetirePlan;
  /** Who asks; one command a run. */
  context: CommandContext;
  /** Resolves false when the read model has not come to the position in time. */
  visible: (position: bigint) => Promise<boolean>;
  out: NodeJS.WritableStream;
}>;

/** A command of `plans` was refused or given something it cannot read. */
export class PlansMistake extends Error {
  override readonly name = 'PlansMistake';
}

/** `plans list | show | draft | revise | discard | publish | retire`; `parseAsync` rejects with the reason of a failure. */
export function plansProgram(dependencies: PlansProgramDependencies): Command {
  const { list, draft, revise, discard, publish, retire, context, visible, out } = dependencies;
  const say = (line: string) => out.write(`${line}\n`);

  async function report(done: string, handled: Handled<string>): Promise<void> {
    if (!handled.accepted) throw new PlansMistake(`refused: ${handled.rejection}`);
    const shown = await visible(handled.position);
    say(`${done}, at position ${handled.position}${shown ? '' : ' (the catalogue does not show it yet)'}.`);
  }
  async function planNamed(planId: string): Promise<PlanHistory> {
    const found = (await list()).find((plan) => plan.planId === planId);
    if (!found) throw new PlansMistake(`there is no plan ${planId}`);
    return found;
  }

  const program = new Command('plans')
    .description('Look after the catalogue of plans')
    .exitOverride()
    .configureOutput({ writeOut: (text) => out.write(text), writeErr: (text) => out.write(text) });
  program
    .command('list')
    .description('every plan, what is sold of it and what is drafted')
    .action(async () => planTable(await list()).forEach(say));
  program
    .command('show <planId>')
    .description('the terms of the version on sale, as JSON that `draft` takes')
    .option('--plan-version <number>', 'another version')
    .option('--draft', 'the draft')
    .action(async (planId: string, options: { planVersion?: string; draft?: boolean }) => {
      const plan = await planNamed(planId);
      const version = options.planVersion === undefined ? plan.version : Number(options.planVersion);
      const found = options.draft ? plan.draft : plan.versions.find((each) => each.version === version);
      if (!found) throw new PlansMistake(`${planId} has no such version`);
      say(JSON.stringify(found.terms, null, 2));
    });
  program
    .command('draft <planId> <file>')
    .description('write down the next version: a file of terms, - for standard input')
    .action(async (planId: string, text: string) =>
      report(`Drafted ${planId}`, await draft(planId, termsIn(text), context)),
    );
  program
    .command('revise <planId> <file>')
    .description('give the draft other terms')
    .action(async (planId: string, text: string) =>
      report(`Revised the draft of ${planId}`, await revise(planId, termsIn(text), context)),
    );
  program
    .command('discard <planId>')
    .description('drop the draft')
    .action(async (planId: string) => report(`Discarded the draft of ${planId}`, await discard(planId, context)));
  program
    .command('publish <planId>')
    .description('sell the draft from now on; customers stay on the version they bought')
    .action(async (planId: string) => {
      const { draft: written } = await planNamed(planId);
      if (!written) throw new PlansMistake(`${planId} has no draft`);
      const handled = await publish(planId, written.version, context);
      await report(`Published version ${written.version} of ${planId}`, handled);
    });
  program
    .command('retire <planId>')
    .description('sell the plan to nobody new')
    .action(async (planId: string) => report(`Retired ${planId}`, await retire(planId, context)));
  return program;
}

/** @throws PlansMistake naming what is wrong with the file */
function termsIn(text: string): PlanTerms {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new PlansMistake(`the terms are not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = planTermsSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => `  ${path.join('.') || 'terms'}: ${message}`);
  throw new PlansMistake(`the terms are not complete:\n${issues.join('\n')}`);
}
