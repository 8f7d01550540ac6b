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

/** Memory, garbage aside, and processor time of this process. */
export function usage(): { residentKb: number; cpuMs: number } {
  collectGarbage();
  const { user, system } = process.cpuUsage();
  return { residentKb: process.memoryUsage.rss() / 1_024, cpuMs: (user + system) / 1_000 };
}

/** What a socket server of the bench is asked for. */
export type SocketServer = Readonly<{
  address: () => Promise<{ url: string; hello: string }>;
  usage: () => Promise<{ residentKb: number; cpuMs: number }>;
  /** Sends so many messages to every socket; resolves when all have been handed over. */
  broadcast: (messages: number) => Promise<void>;
}>;
