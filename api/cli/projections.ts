import { SingleBar } from 'cli-progress';
import { Command } from 'commander';
import type { EventStore } from '../../application/ports/eventStore.js';
import type { Queryable } from '../../projections/runtime/checkpoints.js';
import type { Progress, ReadModelCommands, Verdict, Work } from '../../projections/runtime/readModelCommands.js';
import { readModelStatus } from '../../projections/runtime/readModelStatus.js';
import type { SharedFeed } from '../../projections/runtime/sharedFeed.js';
import { type Done, sideBySide } from '../../projections/runtime/sideBySide.js';
import { statusTable } from './statusTable.js';

export type ProjectionsProgramDependencies = Readonly<{
  readModels: readonly ReadModelCommands[];
  db: Queryable;
  eventStore: Pick<EventStore, 'head'>;
  feed: SharedFeed;
  /** Such as `process.stdout`: with a TTY progress is a bar, else plain lines. */
  out: NodeJS.WritableStream & Readonly<{ isTTY?: boolean }>;
}>;

/** A read model differs from the log: the command has said how, and ends with exit code 1. */
export class ReadModelDiffers extends Error {
  override readonly name = 'ReadModelDiffers';
}

type Selection = Readonly<{ all: boolean }>;

/**
 * `projections status | rebuild <names> | verify <names>`, or `--all` of them. Run it with `parseAsync`, which rejects with
 * the reason when a command fails.
 */
export function projectionsProgram(dependencies: ProjectionsProgramDependencies): Command {
  const { readModels, db, eventStore, feed, out } = dependencies;
  const say = (line: string) => out.write(`${line}\n`);
  const selected = (names: readonly string[], { all }: Selection): readonly ReadModelCommands[] => {
    if (all) return readModels;
    if (names.length === 0) throw new Error('name the read models, or say --all');
    return [...new Set(names)].map((name) => {
      const found = readModels.find((readModel) => readModel.name === name);
      if (!found)
        throw new Error(`there is no read model ${name}; there are ${readModels.map((each) => each.name).join(', ')}`);
      return found;
    });
  };
  const work = (
    doing: string,
    chosen: readonly ReadModelCommands[],
    command: (readModel: ReadModelCommands, work: Work) => Promise<Verdict | undefined>,
  ) => {
    const [only, ...more] = chosen;
    const what = only && more.length === 0 ? only.name : `${chosen.length} read models`;
    return withProgress(out, `${doing} ${what}`, (progress) => sideBySide(chosen, feed, command, progress));
  };

  const program = new Command('projections').description('Look after the read models').exitOverride();
  program
    .command('status')
    .description('where each read model is in the log, and whether it runs')
    .action(async () => {
      const [known, head] = await Promise.all([readModelStatus(db), eventStore.head()]);
      for (const line of statusTable(readModels, known, head)) say(line);
    });
  program
    .command('rebuild [names...]')
    .description('build read models anew from the log beside the served ones, then switch')
    .option('--all', 'every read model', false)
    .action(async (names: string[], selection: Selection) => {
      const done = await work('rebuilding', selected(names, selection), (readModel, how) => readModel.rebuild(how));
      for (const {
        readModel: { name },
        verdict,
        error,
      } of done) {
        if (verdict) report(say, `${name}, as it was served until now,`, verdict);
        if (error === undefined) say(`${name} is served from the rebuilt generation.`);
      }
      throwFailures(done);
    });
  program
    .command('verify [names...]')
    .description('compare what is served with a fresh fold of the log; changes nothing')
    .option('--all', 'every read model', false)
    .action(async (names: string[], selection: Selection) => {
      const done = await work('verifying', selected(names, selection), (readModel, how) => readModel.verify(how));
      for (const { readModel, verdict } of done)
        if (verdict) report(say, `${readModel.name}, as it is served,`, verdict);
      throwFailures(done);
      const differing = done.filter(({ verdict }) => verdict && verdict.differences > 0n);
      if (differing.length === 0) return;
      const which = differing.map(({ readModel }) => readModel.name).join(', ');
      throw new ReadModelDiffers(`${which} ${differing.length === 1 ? 'differs' : 'differ'} from the log`);
    });
  return program;
}

/** What failed, in one message; a single failure of a single command as it is. */
function throwFailures(done: readonly Done[]): void {
  const failed = done.filter(({ error }) => error !== undefined);
  if (failed.length === 0) return;
  if (done.length === 1) throw failed[0]?.error;
  const reasons = failed.map(
    ({ readModel, error }) => `${readModel.name}: ${error instanceof Error ? error.message : error}`,
  );
  throw new Error(`${failed.length} of ${done.length} failed: ${reasons.join('; ')}`);
}

function report(say: (line: string) => void, what: string, verdict: Verdict): void {
  const { position, rows, differences, examples } = verdict;
  if (differences === 0n) {
    say(`${what} equals the log: ${rows} rows at position ${position}.`);
    return;
  }
  say(`${what} differs from the log at position ${position} in ${differences} of ${rows} rows:`);
  for (const example of examples) say(`  ${example}`);
  if (BigInt(examples.length) < differences) say(`  … and ${differences - BigInt(examples.length)} more`);
}

/** A bar on a terminal; elsewhere a line for each tenth of the way. */
async function withProgress<T>(
  out: ProjectionsProgramDependencies['out'],
  title: string,
  work: (onProgress: (progress: Progress) => void) => Promise<T>,
): Promise<T> {
  const format = `${title} [{bar}] {percentage}% position {value} of {total}`;
  const bar = out.isTTY ? new SingleBar({ format, stream: out, hideCursor: true }) : undefined;
  let tenth = -1;
  bar?.start(1, 0);
  try {
    return await work(({ position, head }) => {
      const left = head - position;
      const done = left > 0n ? position : head;
      bar?.setTotal(Number(head));
      bar?.update(Number(done));
      const reached = head > 0n ? Number((done * 10n) / head) : 10;
      if (!bar && reached > tenth) out.write(`${title}: ${reached * 10} %, position ${done} of ${head}\n`);
      tenth = Math.max(tenth, reached);
    });
  } finally {
    bar?.stop();
  }
}
