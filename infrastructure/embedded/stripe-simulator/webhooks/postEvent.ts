import type { DeliveryAttempt } from './delivery.js';

const WITHIN_MS = 10_000;
const SHORTEST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 60_000;

export type Posted = DeliveryAttempt &
  Readonly<{
    /** How long the endpoint, too busy to take the event, asks to wait. */
    askedToWaitMs: number;
  }>;

/** Makes one attempt; anything but 2xx within ten seconds has failed, a redirect too. */
export async function postEvent(url: string, body: string, signed: string): Promise<Posted> {
  const at = Date.now();
  try {
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        'stripe-signature': signed,
      },
      body,
      signal: AbortSignal.timeout(WITHIN_MS),
    });
    await answer.arrayBuffer();
    const { status, ok, headers } = answer;
    const askedToWaitMs = status === 429 ? waitOf(headers.get('retry-after')) : 0;
    return { at, status, error: ok ? null : `answered ${status}`, askedToWaitMs };
  } catch (error) {
    return { at, status: null, error: String(error), askedToWaitMs: 0 };
  }
}

/** What `Retry-After` says in seconds, within bounds; a second when it says something else. */
function waitOf(retryAfter: string | null): number {
  const seconds = /^\d+$/.test(retryAfter ?? '') ? Number(retryAfter) : 1;
  return Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, seconds * 1000));
}
