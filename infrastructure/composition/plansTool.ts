import { v7 } from 'uuid';
import { plansProgram } from '../../api/cli/plans.js';
import { discardPlanDraft } from '../../application/billing/discardPlanDraft.js';
import { draftPlanVersion } from '../../application/billing/draftPlanVersion.js';
import { publishPlanVersion } from '../../application/billing/publishPlanVersion.js';
import { retirePlan } from '../../application/billing/retirePlan.js';
import { revisePlanDraft } from '../../application/billing/revisePlanDraft.js';
import { allPlans } from '../../projections/billing/plans/plans.query.js';
import { TOKENS } from './tokens.js';
import type { ContainerTool } from './tools.js';

const WAIT_MS = 10_000;

/** Runs `plans …` over these connections. @throws what the command says of a failure */
export const runPlansTool: ContainerTool = async (container, words, out) => {
  const { handleCommand } = container.get(TOKENS.commandHandling);
  const clock = container.get(TOKENS.clock);
  const progress = container.get(TOKENS.progress);
  const commandId = v7();
  const program = plansProgram({
    list: () => allPlans(container.get(TOKENS.platformQueries)),
    draft: draftPlanVersion(handleCommand, clock),
    revise: revisePlanDraft(handleCommand, clock),
    discard: discardPlanDraft(handleCommand, clock),
    publish: publishPlanVersion(handleCommand, clock),
    retire: retirePlan(handleCommand, clock),
    context: {
      commandId,
      correlationId: commandId,
      causationId: commandId,
      organizationId: null,
      actor: { kind: 'system', id: 'command-line' },
    },
    visible: (position) => progress.waitFor('billing.plans', position, WAIT_MS),
    out,
  });
  await program.parseAsync(words, { from: 'user' });
};
