import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What is broadcast: as large on every server as a notification of the product. */
export const notificationOf = (number: number) => ({
  type: 'notification',
  cursor: `cursor-${number}`,
  item: {
    notificationId: `00000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`,
    type: 'invoicePaid',
    title: `Invoice ${number} was paid`,
    body: 'Thank you. The receipt is with your invoices.',
    link: '/billing/invoices',
    urgency: 'normal',
    occurredAt: '2026-01-01T00:00:00.000Z',
  },
});

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Memory, garbage and the room it left in the heap aside, and processor time of this process. */
export function usage(): { residentKb: number; cpuMs: number } {
  collectGarbage();
  const { user, system } = process.cpuUsage();
  const { rss, heapTotal, heapUsed } = process.memoryUsage();
  return {
    residentKb: (rss - heapTotal + heapUsed) / 1_024,
    cpuMs: (user + system) / 1_000,
  };
}

/** What a socket server of the bench is asked for. */
export type SocketServer = Readonly<{
  /** Where so many clients connect, and what the n-th of them says first, round about. */
  address: (
    clients: Readonly<{ count: number; reached: Reached }>,
  ) => Promise<{ url: string; hellos: readonly string[] }>;
  usage: () => Promise<{ residentKb: number; cpuMs: number }>;
  /** Sends so many messages, each to whom `reached` says; resolves when all have been handed over. */
  send: (messages: Readonly<{ count: number; reached: Reached }>) => Promise<void>;
}>;

/** Whom a message reaches: all clients, or one of them, each in turn. */
export type Reached = 'all' | 'one';

/** Sends messages as they would come from elsewhere: one in each turn of the event loop. */
export async function oneATurn(count: number, send: (number: number) => void): Promise<void> {
  for (let number = 0; number < count; number++) {
    send(number);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
