import { DebugEvents, Events, type NatsConnection } from 'nats';

/** Keeps watch over a connection for as long as it lives; the answer tells whether it is up at this moment. */
export function followConnection(
  connection: NatsConnection,
  onProblem: (message: string, error?: unknown) => void,
): () => boolean {
  let up = true;

  /** The driver never ends this iteration: it waits for the next change until the process forgets the connection. */
  async function follow(): Promise<void> {
    for await (const { type, data } of connection.status()) {
      if (type === Events.Reconnect) up = true;
      if (type === Events.Disconnect || type === DebugEvents.StaleConnection) {
        if (up) onProblem('the connection to NATS is lost; wake-ups are dropped until it is back');
        up = false;
      }
      if (type === Events.Error) onProblem(`NATS reports ${String(data)}`);
    }
  }

  follow().catch((error: unknown) => {
    up = false;
    onProblem('the state of the connection to NATS is no longer known', error);
  });
  return () => up && !connection.isClosed();
}
