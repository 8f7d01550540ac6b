/** The secrets an endpoint signs with, newest first. */
export type EndpointSecrets = Readonly<{
  /** The endpoint's id. */
  id: string;
  secrets: readonly Readonly<{
    secret: string;
    /** Milliseconds of the wall clock; null while it is the current one. */
    validUntil: number | null;
  }>[];
}>;
