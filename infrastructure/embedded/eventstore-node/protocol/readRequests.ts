import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { type EventFilter, InvalidFilter, readFilter } from './eventFilter.js';
import type { UuidForm } from './eventMessages.js';
import { type Failure, invalidArgument } from './failures.js';
import { readStreamName } from './streamIdentifiers.js';

/** Where a read starts: a revision or position, or one end. */
export type ReadFrom = bigint | 'start' | 'end';

/** What a Read call asks for, checked. */
export type ReadRequest = Readonly<{
  source: Readonly<{ stream: string; from: ReadFrom }> | Readonly<{ stream: undefined; from: ReadFrom }>;
  direction: 'forwards' | 'backwards';
  /** Number of events wanted; undefined for a subscription. */
  count: number | undefined;
  resolveLinks: boolean;
  uuidForm: UuidForm;
  filter: EventFilter | undefined;
}>;

const theEnd = 2n ** 64n - 1n;

/** Reads the options of a Read call; a Failure says what is wrong with them. */
export function readRequest(options: ReadReq.Options | undefined): ReadRequest | Failure {
  const uuidOption = options?.getUuidOption();
  if (options === undefined || uuidOption === undefined) return invalidArgument('uuid_option is missing');
  if (!options.hasCount() && !options.hasSubscription()) return invalidArgument('count_option is missing');
  const source = readSource(options);
  if (source === undefined) return invalidArgument('the stream to read is missing or invalid');
  const request = {
    source,
    direction: options.getReadDirection() === 0 ? ('forwards' as const) : ('backwards' as const),
    count: options.hasCount() ? Number(options.getCount()) : undefined,
    resolveLinks: options.getResolveLinks(),
    uuidForm: uuidOption.hasStructured() ? ('structured' as const) : ('string' as const),
  };
  if (request.count === undefined && request.direction === 'backwards') {
    return invalidArgument('a subscription reads forwards only');
  }
  const filter = options.getFilter();
  if (filter === undefined) return { ...request, filter: undefined };
  if (source.stream !== undefined) return invalidArgument('a filter is for $all only');
  try {
    return withFilter(request, readFilter(filter));
  } catch (error) {
    if (error instanceof InvalidFilter) return invalidArgument(error.message);
    throw error;
  }
}

function withFilter(request: Omit<ReadRequest, 'filter'>, filter: EventFilter): ReadRequest | Failure {
  if (request.count === undefined && filter.checkpointInterval <= 0) {
    return invalidArgument('the checkpoint interval multiplier is 0');
  }
  return { ...request, filter };
}

function readSource(options: ReadReq.Options): ReadRequest['source'] | undefined {
  const all = options.getAll();
  if (all) {
    const position = all.getPosition();
    return { stream: undefined, from: position ? from(position.getCommitPosition()) : all.hasEnd() ? 'end' : 'start' };
  }
  const one = options.getStream();
  const stream = readStreamName(one?.getStreamIdentifier());
  if (one === undefined || stream === undefined) return undefined;
  return { stream, from: one.hasRevision() ? from(one.getRevision()) : one.hasEnd() ? 'end' : 'start' };
}

const from = (value: string): ReadFrom => {
  const number = BigInt(value);
  return number === theEnd ? 'end' : number;
};

export const isFailure = <T extends object>(value: T | Failure): value is Failure => 'code' in value;
