import { once } from 'node:events';
import type WebSocket from 'ws';
import type { EventStore, StoredEvent } from '../../../application/ports/eventStore.js';

export type WebhookStep = Readonly<{ step: string; position?: string; ms: number }>;

export type WatchOptions = Readonly<{
  http: string;
  token: string;
  eventStore: EventStore;
  socket: WebSocket;
  invoiceId: string;
  deliver: () => Promise<Response>;
}>;

const LONGEST_MS = 10_000;

/** Delivers a webhook and follows it through log, read models, analytics and socket; times count from the delivery. */
export async function watchWebhook(options: WatchOptions): Promise<readonly WebhookStep[]> {
  const { http, token, eventStore, socket, invoiceId, deliver } = options;
  const signal = AbortSignal.timeout(LONGEST_MS);
  const [welcome] = await once(socket, 'message', { signal });
  const { cursor: from } = JSON.parse(String(welcome)) as { cursor: string };
  socket.send(JSON.stringify({ type: 'resume', cursor: from }));

  const startedAt = performance.now();
  const since = () => performance.now() - startedAt;
  const steps: WebhookStep[] = [];
  const told = frameAbout(socket, invoiceId, signal).then((cursor) =>
    steps.push({ step: `socket: notification frame (cursor ${cursor})`, ms: since() }),
  );

  const answer = await deliver();
  const position = answer.headers.get('consistency-token');
  const correlationId = answer.headers.get('x-request-id');
  if (!answer.ok || !position) throw new Error(`the webhook was answered ${answer.status}: ${await answer.text()}`);
  steps.push({ step: `HTTP 200: recorded in the inbox (request ${correlationId})`, position, ms: since() });

  const effect = await effectOf(eventStore, BigInt(position), correlationId, signal);
  steps.push({ step: `log: ${effect.type} in ${effect.stream}`, position: effect.position.toString(), ms: since() });

  const read = async (path: string, shows: string) => {
    const headers = { authorization: `Bearer ${token}`, 'consistency-token': effect.position.toString() };
    const found = await fetch(`${http}/api/v1/${path}`, { headers, signal });
    if (!found.ok) throw new Error(`GET ${path} was answered ${found.status}: ${await found.text()}`);
    await found.text();
    steps.push({
      step: `GET ${path}: ${shows}`,
      position: String(found.headers.get('consistency-token')),
      ms: since(),
    });
  };
  await Promise.all([
    read(`billing/invoices/${invoiceId}`, 'the invoice is paid (PostgreSQL)'),
    read('notifications?limit=1', 'the notification is in the feed (PostgreSQL)'),
    read('analytics/events?limit=1', 'the event is in analytics.events (ClickHouse)'),
    told,
  ]);
  return steps.sort((left, right) => left.ms - right.ms);
}

/** What the reactor recorded because of the request. */
async function effectOf(
  eventStore: EventStore,
  after: bigint,
  correlationId: string | null,
  signal: AbortSignal,
): Promise<StoredEvent> {
  for await (const { events } of eventStore.follow({ after, filter: { eventTypes: ['InvoicePaid'] }, signal })) {
    const found = events.find(
      ({ metadata }) => (metadata as { $correlationId?: string }).$correlationId === correlationId,
    );
    if (found) return found;
  }
  throw new Error('the reactor recorded nothing in time; is it running?');
}

/** The cursor of the frame that links to the invoice. */
async function frameAbout(socket: WebSocket, invoiceId: string, signal: AbortSignal): Promise<string> {
  for (;;) {
    const [message] = await once(socket, 'message', { signal });
    const frame = JSON.parse(String(message)) as { type: string; cursor: string; item?: { link?: string } };
    if (frame.type === 'notification' && frame.item?.link?.endsWith(invoiceId)) return frame.cursor;
  }
}
