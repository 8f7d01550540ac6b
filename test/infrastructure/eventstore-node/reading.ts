import type { AllStreamResolvedEvent, EventStoreDBClient, ReadStreamOptions } from '@eventstore/db-client';

/** Everything a read yields. */
export async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of source) all.push(item);
  return all;
}

/** The revisions a read of a stream yields. */
export async function revisions(
  client: EventStoreDBClient,
  stream: string,
  options: ReadStreamOptions = {},
): Promise<(bigint | undefined)[]> {
  const read = await collect(client.readStream(stream, options));
  return read.map(({ event }) => event?.revision);
}

/** The whole log, ascending. */
export const wholeLog = (client: EventStoreDBClient): Promise<AllStreamResolvedEvent[]> => collect(client.readAll());

/** The positions of a log, which must be 1, 2, 3 and so on. */
export const positions = (log: readonly AllStreamResolvedEvent[]): (bigint | undefined)[] =>
  log.map(({ event }) => event?.position.commit);

export const contiguous = (count: number): bigint[] => Array.from({ length: count }, (_, index) => BigInt(index + 1));

/** What a promise is rejected with; fails when it is not. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  let value: unknown;
  try {
    value = await promise;
  } catch (error) {
    return error;
  }
  throw new Error(
    `expected a rejection, got ${JSON.stringify(value, (_, item) => (typeof item === 'bigint' ? String(item) : item))}`,
  );
}
