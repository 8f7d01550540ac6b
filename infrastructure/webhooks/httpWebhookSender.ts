import { isIP } from 'node:net';
import type { OutgoingWebhook, WebhookSender } from '../../application/ports/webhookSender.js';
import { isAllowedAddress } from './allowedAddress.js';
import { type Address, post } from './post.js';
import { resolveName } from './resolveName.js';
import { signedHeaders } from './signedHeaders.js';
import { literalAddress, webhookTargets } from './webhookTargets.js';

/** From the look-up of the name to the end of the answer, in milliseconds. */
const TIMEOUT_MS = 5_000;

type Resolve = (hostname: string) => Promise<readonly Address[]>;

export type WebhookSenderOptions = Readonly<{
  /** Whether this machine may be delivered to. */
  allowLoopback: boolean;
  /** Asked once for each attempt. Default: the resolvers of this machine. */
  resolve?: Resolve;
  timeoutMs?: number;
}>;

/** An attempt that was not made, or made in vain, for a reason of ours. */
class NotDelivered extends Error {
  override readonly name = 'NotDelivered';
}

/**
 * Posts webhooks. A name is resolved once, each of its addresses is checked, and only these are connected to, so that
 * a name which resolves to something else a moment later changes nothing.
 */
export function httpWebhookSender(options: WebhookSenderOptions): WebhookSender {
  const { allowLoopback, resolve = resolveName([]), timeoutMs = TIMEOUT_MS } = options;
  const targets = webhookTargets(allowLoopback);

  async function addressesOf({ hostname }: URL, signal: AbortSignal): Promise<readonly Address[]> {
    const literal = literalAddress(hostname);
    if (literal !== undefined) return [{ address: literal, family: isIP(literal) }];
    const found = await orAborted(resolve(hostname).catch(notResolved), signal);
    if (found.length === 0) throw new NotDelivered('name_not_resolved');
    if (found.some(({ address }) => !isAllowedAddress(address, allowLoopback)))
      throw new NotDelivered('address_not_allowed');
    return found;
  }

  async function attempt(webhook: OutgoingWebhook, signal: AbortSignal): Promise<number> {
    if (targets.refusalOf(webhook.url) !== undefined) throw new NotDelivered('url_not_allowed');
    const url = new URL(webhook.url);
    const addresses = await addressesOf(url, signal);
    const headers = { 'content-type': 'application/json', 'user-agent': 'Objecta-Webhooks/1' };
    return post(url, addresses, { headers: { ...headers, ...signedHeaders(webhook) }, body: webhook.payload, signal });
  }

  return {
    async send(webhook) {
      const began = performance.now();
      const signal = AbortSignal.timeout(timeoutMs);
      const { status, error } = await attempt(webhook, signal).then(
        (answered) => ({ status: answered, error: failureOf(answered) }),
        (thrown: unknown) => ({ status: null, error: signal.aborted ? 'timed_out' : codeOf(thrown) }),
      );
      return { status, error, durationMs: Math.round(performance.now() - began) };
    },
  };
}

function failureOf(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  return status >= 300 && status < 400 ? 'redirect_not_followed' : 'status_not_2xx';
}

/** The DNS answered, and there is nothing (c-ares; NXDOMAIN or no such record). */
const nothingThere = new Set(['ENOTFOUND', 'ENODATA']);

function notResolved(error: unknown): never {
  const { code = '' } = error as NodeJS.ErrnoException;
  throw new NotDelivered(nothingThere.has(code) ? 'name_not_resolved' : 'dns_unavailable');
}

/** A code without anything of the receiver's own words. */
function codeOf(thrown: unknown): string {
  if (thrown instanceof NotDelivered) return thrown.message;
  return (thrown as NodeJS.ErrnoException).code ?? 'connection_failed';
}

function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  return Promise.race([work, aborted]);
}
