/** https://grpc.io/docs/guides/status-codes/: the request itself is at fault, so that repeating it cannot help. */
const PERMANENT = new Set([3, 7, 9, 12, 16]);

/** Whether a gRPC error is final: bad argument, no permission, failed precondition, unknown method, no credentials. */
export const isPermanent = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'number' && PERMANENT.has(error.code);
