/**
 * Hints that something new can be read. They may be lost, doubled or late: who listens must also find out
 * by itself within a second, and must read what is true from the store it belongs to.
 */
export interface WakeUps {
  publish(subject: WakeUpSubject, wakeUp: WakeUp): void;
  /** Calls the handler for each wake-up of the subject until the returned function is called. */
  subscribe(subject: WakeUpSubject, handler: (wakeUp: WakeUp) => void): () => void;
  /** Whether wake-ups reach other processes at this moment; the embedded bus answers true. */
  healthy(): boolean;
  close(): Promise<void>;
}

/** `readModel.<projector name>`: the read model has committed up to a position. */
export type WakeUpSubject = `readModel.${string}`;

/** Positions are decimal strings, since they cross processes as JSON. */
export type WakeUp = Readonly<{ position: string; organizationIds: readonly string[] }>;
