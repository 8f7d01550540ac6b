export type RateLimit = Readonly<{ requests: number; seconds: number }>;

/** Bounds of the HTTP server; every one can be set when the application is made. */
export type HttpLimits = Readonly<{
  maxBodyBytes: number;
  maxUrlLength: number;
  perIp: RateLimit;
  perOrganization: RateLimit;
  /** Half of the organization's, so that one script run wild leaves its people room. */
  perApiKey: RateLimit;
  /** How long a query waits for the position it was given. */
  consistencyWaitMs: number;
  /** Proxies of ours in front, whose X-Forwarded-For is believed. 0: the socket's address is the client's. */
  trustedProxies: number;
  maxConnections: number;
  maxHeaderBytes: number;
  headersTimeoutMs: number;
  requestTimeoutMs: number;
  keepAliveMs: number;
  /** How often the two time-outs are looked at. */
  timeoutCheckMs: number;
  /** How long one readiness check may take. */
  readinessTimeoutMs: number;
}>;

export const defaultLimits: HttpLimits = {
  maxBodyBytes: 1_048_576,
  maxUrlLength: 8_192,
  perIp: { requests: 12_000, seconds: 60 },
  perOrganization: { requests: 6_000, seconds: 60 },
  perApiKey: { requests: 3_000, seconds: 60 },
  consistencyWaitMs: 5_000,
  trustedProxies: 0,
  maxConnections: 4_096,
  maxHeaderBytes: 16_384,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  keepAliveMs: 5_000,
  timeoutCheckMs: 2_000,
  readinessTimeoutMs: 2_000,
};
