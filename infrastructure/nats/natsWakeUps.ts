import { connect, type NatsConnection } from 'nats';
import type { WakeUps } from '../../application/ports/wakeUps.js';
import { closeConnection } from './closeConnection.js';
import { followConnection } from './followConnection.js';
import { decodeWakeUp, encodeWakeUps } from './wakeUpMessage.js';

export type NatsWakeUpsOptions = Readonly<{
  /** `nats://host:port`, several separated by commas for a cluster; user and password in the address where needed. */
  url: string;
  /** Put before each subject, so that several products can share a server. */
  subjectPrefix?: string;
  /** Two unanswered pings in a row make a connection count as lost. */
  pingIntervalMs?: number;
  reconnectIntervalMs?: number;
  /** Told of everything that goes wrong while wake-ups go on: a lost connection, a message nobody can read, a handler that threw. */
  onProblem: (message: string, error?: unknown) => void;
}>;

/** The server could not be reached or refused us at start. */
export class NatsUnreachable extends Error {
  override readonly name = 'NatsUnreachable';
}

/**
 * Wake-ups over NATS core: at most once, which is what the port promises. While the connection is down they are
 * dropped, not kept, because a late hint is worth nothing; the connection is retried for ever.
 * @throws NatsUnreachable when the first connection fails, so that a wrong address is a start-up error
 */
export async function natsWakeUps(options: NatsWakeUpsOptions): Promise<WakeUps> {
  const { subjectPrefix = 'objecta', onProblem } = options;
  const connection = await open(options);
  const up = followConnection(connection, onProblem);
  let closed = false;

  return {
    publish(subject, wakeUp) {
      if (closed || !up()) return;
      try {
        for (const message of encodeWakeUps(wakeUp)) connection.publish(`${subjectPrefix}.${subject}`, message);
      } catch (error) {
        onProblem(`a wake-up of ${subject} was not published`, error);
      }
    },
    subscribe(subject, handler) {
      if (closed || connection.isClosed()) return () => undefined;
      const listener = connection.subscribe(`${subjectPrefix}.${subject}`, {
        // An error thrown in here would end the driver's read loop and with it every other listener.
        callback(failure, message) {
          try {
            if (failure) throw failure;
            handler(decodeWakeUp(message.data));
          } catch (error) {
            onProblem(`a wake-up of ${subject} was not handled`, error);
          }
        },
      });
      return () => {
        if (!connection.isClosed()) listener.unsubscribe();
      };
    },
    healthy: () => !closed && up(),
    async close() {
      if (closed) return;
      closed = true;
      // Without a connection there is nothing to flush and nobody to answer.
      if (up()) await closeConnection(connection, 2_000);
      else await connection.close();
    },
  };
}

async function open({
  url,
  pingIntervalMs = 2_000,
  reconnectIntervalMs = 500,
}: NatsWakeUpsOptions): Promise<NatsConnection> {
  try {
    return await connect({
      ...credentials(url),
      name: 'objecta wake-ups',
      timeout: 2_000,
      pingInterval: pingIntervalMs,
      maxPingOut: 2,
      maxReconnectAttempts: -1,
      reconnectTimeWait: reconnectIntervalMs,
      reconnectJitter: reconnectIntervalMs,
      ignoreAuthErrorAbort: true,
    });
  } catch (error) {
    throw new NatsUnreachable(`NATS cannot be reached: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/** The driver takes user and password apart from the addresses; they are those of the first address that has any. */
function credentials(url: string): { servers: string[]; user?: string; pass?: string } {
  const addresses = url.split(',').map((address) => new URL(address.trim()));
  const named = addresses.find(({ username }) => username !== '');
  const servers = addresses.map(({ protocol, host }) => `${protocol}//${host}`);
  if (!named) return { servers };
  return { servers, user: decodeURIComponent(named.username), pass: decodeURIComponent(named.password) };
}
