import type { z } from 'zod';
import type { AnyEvent } from './recordedEvent.js';

/** How one event type is stored. */
export type EventDefinition<Data> = Readonly<{
  /** The schema version written today; stored in the metadata. */
  version: number;
  data: z.ZodType<Data>;
  /** By version: turns stored data of that version into data of the next. */
  upcasters?: Readonly<Record<number, (data: unknown) => unknown>>;
  /** Text fields that belong to a subject and are stored only encrypted under its key. */
  personal?: Readonly<{ subject: (data: Data) => string; fields: readonly (keyof Data & string)[] }>;
}>;

/** One definition for each type of the union: a forgotten or unknown event type does not compile. */
export type EventDefinitions<E extends AnyEvent> = Readonly<{
  [T in E['type']]: EventDefinition<Extract<E, { type: T }>['data']>;
}>;

/** Any definition, its data type forgotten; the codec checks data at run time. */
export type AnyEventDefinition = Readonly<{
  version: number;
  data: z.ZodType<unknown>;
  upcasters?: Readonly<Record<number, (data: unknown) => unknown>>;
  personal?: Readonly<{ subject: (data: never) => string; fields: readonly string[] }>;
}>;
