import { Command } from 'commander';
import type { CompareReportedUsage } from '../../application/billing/compareReportedUsage.js';
import type { Drift, ReconcileBilling } from '../../application/billing/reconcileBilling.js';
import type { OpenIncidents } from '../../application/ports/openIncidents.js';
import type { ReadModelCommands } from '../../projections/runtime/readModelCommands.js';
import type { SharedFeed } from '../../projections/runtime/sharedFeed.js';
import { sideBySide } from '../../projections/runtime/sideBySide.js';
import { differingRow, type OriginsOf } from './differingRow.js';
import { incidentText } from './incidentText.js';

export type ReconcileProgramDependencies = Readonly<{
  reconcile: ReconcileBilling;
  compareUsage: CompareReportedUsage;
  /** The read models of billing: the log is compared with Stripe, and they with the log. */
  readModels: readonly ReadModelCommands[];
  feed: SharedFeed;
  /** Reports of usage that Stripe threw away and that nobody has dealt with. */
  rejectedUsage: OpenIncidents;
  originsOf: OriginsOf;
  runId: string;
  out: NodeJS.WritableStream;
}>;

/** Something differs and was not put right: the command has said what, and ends with exit code 1. */
export class DriftFound extends Error {
  override readonly name = 'DriftFound';
}

const PROGRESS_EVERY = 1_000;
const silently = { onProgress: () => undefined };
const shorten = (text: string): string => (text.length > 80 ? `${text.slice(0, 77)}…` : text);

function linesOf({ kind, id, organizationId, fields, repair, repaired }: Drift): string[] {
  const never = fields.every(({ since }) => since === null) ? ': Stripe never told us of it' : '';
  return [
    `${kind} ${id} of ${organizationId ?? 'nobody known'}${never}`,
    ...fields.map(({ field, ours, theirs, since }) => {
      const set = since && ` (set at position ${since.position}, ${since.at})`;
      return `    ${field}: ours ${shorten(ours)}${set ?? ''}, Stripe's ${shorten(theirs)}`;
    }),
    `    ${repaired ? 'repaired by' : 'would be repaired by'} ${repair ?? 'nothing of ours'}`,
  ];
}

/** `reconcile [--repair]`: Stripe against the log, and the log against what is served. Stripe is only ever read. */
export function reconcileProgram(dependencies: ReconcileProgramDependencies): Command {
  const { reconcile, compareUsage, readModels, rejectedUsage, originsOf, runId, feed, out } = dependencies;
  const say = (line: string) => out.write(`${line}\n`);
  const progress = (compared: number) => {
    if (compared % PROGRESS_EVERY === 0) say(`${compared} objects of Stripe's compared …`);
  };

  async function compareWithStripe(repair: boolean): Promise<number> {
    let [compared, found, left] = [0, 0, 0];
    const onProgress = (count: number) => {
      compared = count;
      progress(count);
    };
    for (const drifts of [reconcile(runId, { repair, onProgress }), compareUsage()]) {
      for await (const drift of drifts) {
        found++;
        if (!drift.repaired) left++;
        for (const line of linesOf(drift)) say(line);
      }
    }
    say(`Stripe and the log: ${found} of ${compared} differ${repair ? `, ${found - left} repaired` : ''}.`);
    return left;
  }

  async function tellRejectedUsage(): Promise<number> {
    const open = await rejectedUsage();
    for (const { objectId, observed, observedAt } of open)
      say(`usage ${objectId} ${observedAt}: ${incidentText(observed)}`);
    if (open.length > 0) say(`Usage that Stripe rejected: ${open.length} reports are open; see \`incidents\`.`);
    return open.length;
  }

  async function compareReadModels(repair: boolean): Promise<number> {
    let [found, left] = [0n, 0n];
    for (const { readModel, verdict, error } of await sideBySide(readModels, feed, (each, how) => each.verify(how))) {
      if (!verdict) throw error;
      const { differences, rows, differing } = verdict;
      if (differences === 0n) continue;
      found += differences;
      say(`${readModel.name}: ${differences} of ${rows} rows differ from the log`);
      for (const row of differing) for (const line of await differingRow(readModel.name, row, originsOf)) say(line);
      if (repair) await readModel.rebuild(silently);
      left += repair ? (await readModel.verify(silently)).differences : differences;
      say(`    ${repair ? 'repaired by' : 'would be repaired by'} rebuilding ${readModel.name}`);
    }
    const repaired = repair ? `, ${found - left} repaired` : '';
    say(`The log and ${readModels.length} read models: ${found} rows differ${repaired}.`);
    return Number(left);
  }

  return new Command('reconcile')
    .description('Compare Stripe, the log and what is served')
    .option('--repair', 'put right what differs', false)
    .exitOverride()
    .configureOutput({ writeOut: (text) => out.write(text), writeErr: (text) => out.write(text) })
    .action(async ({ repair }: { repair: boolean }) => {
      const left = (await compareWithStripe(repair)) + (await tellRejectedUsage()) + (await compareReadModels(repair));
      if (left > 0) throw new DriftFound(`${left} differences are left${repair ? '' : '; --repair puts them right'}`);
    });
}
