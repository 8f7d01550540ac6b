/** The two levels the adapter uses; a pino logger fits. */
export type EventStoreLogger = Readonly<{
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}>;

export const silentLogger: EventStoreLogger = { info: () => undefined, warn: () => undefined };
