import type { EventLog } from '../log/eventLog.js';
import type { Writer } from '../writer/writer.js';
import type { OpenCalls } from './openCalls.js';
import type { SubscriptionLimits } from './subscribeToAll.js';

/** What the services of a node work on. */
export type NodeContext = Readonly<{
  log: EventLog;
  writer: Writer;
  openCalls: OpenCalls;
  maxAppendBytes: number;
  writeTimeoutMs: number;
  reading: SubscriptionLimits;
  /** False from the moment the node can no longer serve. */
  isServing: () => boolean;
}>;
