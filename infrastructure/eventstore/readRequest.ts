import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { FeedFilter } from '../../application/ports/eventStore.js';
import { serverFilter } from './eventFilter.js';

const { ReadReq } = streams;
const { Options } = ReadReq;
const EVERYTHING = String(Number.MAX_SAFE_INTEGER);

/** The events of one stream from a revision on, that one included. */
export const streamRequest = (stream: string, fromRevision: bigint, count: string = EVERYTHING) =>
  request((options) =>
    options
      .setStream(
        new Options.StreamOptions()
          .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(stream)))
          .setRevision(fromRevision.toString()),
      )
      .setNoFilter(new shared.Empty())
      .setCount(count),
  );

/** The log from a position (that one included) up to its head. */
export const logRequest = (from: bigint | undefined, filter: FeedFilter | undefined) =>
  request((options) => options.setAll(logFrom(from)).setFilter(serverFilter(filter)).setCount(EVERYTHING));

/** The log after a position, for ever. */
export const feedRequest = (after: bigint | undefined, filter: FeedFilter | undefined) =>
  request((options) =>
    options.setAll(logFrom(after)).setFilter(serverFilter(filter)).setSubscription(new Options.SubscriptionOptions()),
  );

/** The last event of the log. */
export const headRequest = () =>
  request((options) =>
    options
      .setAll(new Options.AllOptions().setEnd(new shared.Empty()))
      .setReadDirection(Options.ReadDirection.BACKWARDS)
      .setNoFilter(new shared.Empty())
      .setCount('1'),
  );

function request(fill: (options: InstanceType<typeof Options>) => InstanceType<typeof Options>) {
  const options = new Options().setUuidOption(new Options.UUIDOption().setString(new shared.Empty()));
  return new ReadReq().setOptions(fill(options));
}

function logFrom(position: bigint | undefined) {
  if (position === undefined) return new Options.AllOptions().setStart(new shared.Empty());
  const text = position.toString();
  return new Options.AllOptions().setPosition(new Options.Position().setCommitPosition(text).setPreparePosition(text));
}
