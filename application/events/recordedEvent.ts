import type { Event } from '../../domain/event.js';
import type { EventMetadata } from './metadata.js';

/** Where and when an event was recorded. */
export type RecordedAs = Readonly<{
  id: string;
  stream: string;
  revision: bigint;
  position: bigint;
  recordedAt: Date;
  metadata: EventMetadata;
}>;

/** A domain event as read from the log: checked, upcast and decrypted. */
export type Recorded<E> = E & RecordedAs;

export type AnyEvent = Event<string, unknown>;
export type AnyRecordedEvent = Recorded<AnyEvent>;
