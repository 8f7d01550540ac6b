const DEFAULT_TIMEOUT_MS = 10_000;
const VARIATION = 5_000;
const keepAliveTimeout = /([?&]keep[-_]?alive[-_]?timeout=)(\d+)/i;

/**
 * The connection string with a keep-alive time-out (ms) that no other recent connection of this process has.
 * gRPC shares one socket among all channels of equal target and options, a dead one included: only other options
 * bring a new socket.
 */
export function withOwnSocket(connectionString: string, serial: number): string {
  const own = (timeoutMs: number) => timeoutMs + (serial % VARIATION);
  if (keepAliveTimeout.test(connectionString)) {
    return connectionString.replace(
      keepAliveTimeout,
      (_, option: string, given: string) => option + own(Number(given)),
    );
  }
  const separator = connectionString.includes('?') ? '&' : '?';
  return `${connectionString}${separator}keepAliveTimeout=${own(DEFAULT_TIMEOUT_MS)}`;
}
