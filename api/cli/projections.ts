import { SingleBar } from 'cli-progress';
import { Command } from 'commander';
import type { EventStore } from '../../application/ports/eventStore.js';
import type { Queryable } from '../../projections/runtime/checkpoints.js';
import type { Progress, ReadModelCommands, Verdict } from '../../projections/runtime/readModelCommands.js';
import { readModelStatus } from '../../projections/runtime/readModelStatus.js';
import { statusTable } from './statusTable.js';

export type ProjectionsProgramDependencies = Readonly<{
  readModels: readonly ReadModelCommands[];
  db: Queryable;
  eventStore: Pick<EventStore, 'head'>;
  /** Such as `process.stdout`: with a TTY progress is a bar, else plain lines. */
  out: NodeJS.WritableStream & Readonly<{ isTTY?: boolean }>;
}>;

/** A read model differs from the log: the command has said how, and ends with exit code 1. */
export class ReadModelDiffers extends Error {
  override readonly name = 'ReadModelDiffers';
}

/**
 * `projections status | rebuild <name> | verify <name>`. Run it with `parseAsync`, which rejects with the reason when
 * a command fails.
 */
export function projectionsProgram(dependencies: ProjectionsProgramDependencies): Command {
  const { readModels, db, eventStore, out } = dependencies;
  const say = (line: string) => out.write(`${line}\n`);
  const names = () => readModels.map(({ name }) => name).join(', ');
  const named = (name: string): ReadModelCommands => {
    const found = readModels.find((readModel) => readModel.name === name);
    if (!found) throw new Error(`there is no read model ${name}; there are ${names()}`);
    return found;
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
    .command('rebuild <name>')
    .description('build a read model anew from the log beside the served one, then switch')
    .action(async (name: string) => {
      const readModel = named(name);
      const verdict = await withProgress(out, `rebuilding ${name}`, (progress) => readModel.rebuild(progress));
      if (verdict) report(say, `${name}, as it was served until now,`, verdict);
      say(`${name} is served from the rebuilt generation.`);
    });
  program
    .command('verify <name>')
    .description('compare what is served with a fresh fold of the log; changes nothing')
    .action(async (name: string) => {
      const readModel = named(name);
      const verdict = await withProgress(out, `verifying ${name}`, (progress) => readModel.verify(progress));
      report(say, `${name}, as it is served,`, verdict);
      if (verdict.differences > 0n) throw new ReadModelDiffers(`${name} differs from the log`);
    });
  return program;
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
