/** Structured logging as pino does it: details first, then one sentence. No secret and no personal data in either. */
export type Logger = Readonly<{
  info: (details: object, message: string) => void;
  warn: (details: object, message: string) => void;
  error: (details: object, message: string) => void;
}>;
