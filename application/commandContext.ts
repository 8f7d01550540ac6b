import type { Actor } from '../domain/event.js';

/** Where a command comes from; becomes the metadata of what it records. */
export type CommandContext = Readonly<{
  /** The same for a repetition of the same command: asking twice records once. */
  commandId: string;
  /** The request's id through everything that follows from it. */
  correlationId: string;
  /** The id of the message that caused this one: the request's, or an event's. */
  causationId: string;
  organizationId: string | null;
  actor: Actor;
  reason?: string;
}>;
