/** The first answer to a key (docs.stripe.com/api/idempotent_requests). */
export type IdempotencyRecord = Readonly<{
  /** The key itself. */
  id: string;
  /** Digest of method, path and parameters. */
  request: string;
  status: number;
  /** The very bytes that were answered. */
  body: string;
  /** Milliseconds of the wall clock. */
  at: number;
}>;
