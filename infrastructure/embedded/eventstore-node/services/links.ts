import type { EventLog } from '../log/eventLog.js';
import { isExpired, readableStream } from '../log/readableStream.js';
import { type LogRecord, linkType } from '../log/record.js';
import { encodeEvent, encodeLinked, type UuidForm } from '../protocol/eventMessages.js';

const maxRevision = 2n ** 63n - 1n;

/** The response that shows `record`, or what it links to. */
export async function encodeResolved(log: EventLog, record: LogRecord, form: UuidForm): Promise<Buffer> {
  const target = readTarget(record);
  if (target === undefined) return encodeEvent(record, form);
  return encodeLinked(await findTarget(log, target.stream, target.revision), record, form);
}

type Target = Readonly<{ stream: string; revision: bigint }>;

/** `<revision>@<stream>`, split at the first `@`. */
function readTarget(record: LogRecord): Target | undefined {
  if (record.type !== linkType) return undefined;
  const [, revision, stream] = /^(\d+)@(.+)$/s.exec(Buffer.from(record.data).toString('utf8')) ?? [];
  if (revision === undefined || stream === undefined || BigInt(revision) >= maxRevision) return undefined;
  return { stream, revision: BigInt(revision) };
}

/** The event a link leads to, unless it is missing or not readable any more. */
async function findTarget(log: EventLog, stream: string, revision: bigint): Promise<LogRecord | undefined> {
  const view = await readableStream(log.states, stream);
  if (view.tombstoned || !view.found || revision < view.lowest || revision > view.last) return undefined;
  const [record] = await log.streamForwards(stream, revision, 1);
  return record?.revision !== revision || isExpired(record, view.maxAgeMs, Date.now()) ? undefined : record;
}
