import type { RunExclusively } from './buildBeside.js';
import type { Progress, ReadModelCommands, Verdict, Work } from './readModelCommands.js';
import type { SharedFeed } from './sharedFeed.js';
import { sharedPast } from './sharedPast.js';

/** What a command came to for one read model: a verdict, none where nothing was compared, or why it failed. */
export type Done = Readonly<{ readModel: ReadModelCommands; verdict?: Verdict | undefined; error?: unknown }>;

/**
 * Does the same to several read models side by side: the log is read once for all of them, and what fails does not stop the
 * others.
 * @param onProgress told how far the last of them is
 */
export async function sideBySide(
  readModels: readonly ReadModelCommands[],
  feed: SharedFeed,
  command: (readModel: ReadModelCommands, work: Work) => Promise<Verdict | undefined>,
  onProgress: (progress: Progress) => void = () => undefined,
): Promise<Done[]> {
  const over = new AbortController();
  const together = { feed: sharedPast(feed, typesOf(readModels), over.signal), exclusively: mutex() };
  const progressOf = new Map<ReadModelCommands, Progress>();

  async function work(readModel: ReadModelCommands): Promise<Done> {
    const report = (progress: Progress) => {
      progressOf.set(readModel, progress);
      onProgress(least(progressOf.values()));
    };
    try {
      return { readModel, verdict: await command(readModel, { onProgress: report, together }) };
    } catch (error) {
      return { readModel, error };
    } finally {
      progressOf.delete(readModel);
    }
  }
  try {
    return await Promise.all(readModels.map(work));
  } finally {
    over.abort();
  }
}

const typesOf = (readModels: readonly ReadModelCommands[]): string[] | undefined => {
  const types = readModels.map((readModel) => readModel.types);
  return types.includes(undefined) ? undefined : [...new Set(types.flatMap((own) => own ?? []))];
};

const least = (all: Iterable<Progress>): Progress =>
  [...all].reduce((one, other) => (other.position < one.position ? other : one));

function mutex(): RunExclusively {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  };
}
