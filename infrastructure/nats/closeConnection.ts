import type { NatsConnection } from 'nats';

/**
 * Flushes what was published and closes. A server that does not answer in time is left at once, since wake-ups may be lost.
 * @param withinMs how long a flush may take, in milliseconds
 */
export async function closeConnection(connection: NatsConnection, withinMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, withinMs);
  });
  await Promise.race([connection.drain(), timeUp]);
  clearTimeout(timer);
  if (!connection.isClosed()) await connection.close();
}
