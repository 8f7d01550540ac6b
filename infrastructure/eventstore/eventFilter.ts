import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { FeedFilter, StoredEvent } from '../../application/ports/eventStore.js';

/** The server says how far it has looked after so many records, matching or not; real servers read as many at a time. */
const RECORDS_PER_CHECKPOINT = 250;
const DOLLAR = '$'.charCodeAt(0);

/** What the server is asked to leave out. It knows prefixes only: `eventMatcher` does the rest. */
export function serverFilter(filter: FeedFilter | undefined) {
  const expression = new streams.ReadReq.Options.FilterOptions.Expression();
  const options = new streams.ReadReq.Options.FilterOptions()
    .setMax(RECORDS_PER_CHECKPOINT)
    .setCheckpointintervalmultiplier(1);
  if (!filter) return options.setEventType(expression.setRegex('^[^$].*'));
  return 'eventTypes' in filter
    ? options.setEventType(expression.setPrefixList(named(filter.eventTypes)))
    : options.setStreamIdentifier(expression.setPrefixList(named(filter.streamPrefixes)));
}

/**
 * Whether an event that passed the server's filter is one that was asked for.
 *
 * @throws RangeError for a filter without names
 */
export function eventMatcher(filter: FeedFilter | undefined): (event: StoredEvent) => boolean {
  if (!filter) return ({ type }) => type.charCodeAt(0) !== DOLLAR;
  if ('eventTypes' in filter) {
    const types = new Set(named(filter.eventTypes));
    return ({ type }) => types.has(type);
  }
  const streamPrefixes = named(filter.streamPrefixes);
  return ({ stream }) => streamPrefixes.some((prefix) => stream.startsWith(prefix));
}

function named(names: readonly string[]): string[] {
  if (names.length === 0 || names.includes('')) throw new RangeError('A filter needs names, none of them empty');
  return [...names];
}
