/** One answered call, as the control API shows it; secrets are left out. */
export type LoggedRequest = Readonly<{
  id: string;
  /** Milliseconds of the wall clock. */
  at: number;
  method: string;
  path: string;
  /** 0 when the connection was dropped. */
  status: number;
  idempotencyKey: string | null;
  replayed: boolean;
  params: object;
}>;

const KEPT = 1_000;
const secret = /number|cvc|secret|token|password|account_holder/i;

/** The parameters of a call without what must not be read in a log. */
export function redacted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redacted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, secret.test(name) ? '[redacted]' : redacted(inner)]),
  );
}

/** The latest calls of an account, kept in memory. */
export class RequestLog {
  readonly #entries: LoggedRequest[] = [];

  add(entry: LoggedRequest): void {
    this.#entries.push({ ...entry, params: redacted(entry.params) as object });
    if (this.#entries.length > KEPT) this.#entries.shift();
  }

  /** Newest first. */
  latest(limit: number): LoggedRequest[] {
    return this.#entries.slice(-limit).reverse();
  }
}
