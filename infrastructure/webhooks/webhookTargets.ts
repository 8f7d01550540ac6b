import { isIP } from 'node:net';
import type { WebhookTargets } from '../../application/ports/webhookTargets.js';
import { isAllowedAddress } from './allowedAddress.js';

const LOWEST_OPEN_PORT = 1_024;
/** Names that no public DNS answers for (RFC 6762, 6761, 8375 and the like). */
const insideOnly = ['local', 'internal', 'localdomain', 'arpa', 'onion', 'invalid'];

/** The address in a host as WHATWG writes it; undefined for a name. */
export function literalAddress(hostname: string): string | undefined {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1');
  return isIP(bare) === 0 ? undefined : bare;
}

/** Names of this machine (RFC 6761, 6.3). */
export const isLocalhost = (hostname: string): boolean => hostname === 'localhost' || hostname.endsWith('.localhost');

/** The host between scheme and path as it was written, without its port. */
const writtenHost = (url: string): string =>
  /^[a-z]+:\/\/(?:[^/?#]*@)?(\[[^\]/?#]*\]|[^/?#:]*)/i.exec(url)?.[1]?.toLowerCase() ?? '';

/**
 * The rules of a webhook's URL: https on its own port or one that needs no privilege, one plain spelling of a public host,
 * nothing of a user in it.
 * @param allowLoopback takes addresses of this machine as well, and http to them: for development
 */
export const webhookTargets = (allowLoopback: boolean): WebhookTargets => ({
  refusalOf(written) {
    if (!/^[\x21-\x5b\x5d-\x7e]+$/.test(written)) return 'Write it in ASCII, without spaces and backslashes.';
    if (!URL.canParse(written)) return 'It is not a URL.';
    const url = new URL(written);
    const { protocol, hostname, port, username, password, hash } = url;
    if (protocol !== 'https:' && protocol !== 'http:') return 'It must begin with https://.';
    if (username !== '' || password !== '' || written.split(/[?#]/)[0]?.includes('@'))
      return 'It must hold no user name and no password: whoever calls is known by the signature.';
    if (hash !== '') return 'It must have no fragment.';
    if (hostname !== writtenHost(written)) return `Write its host plainly, as ${hostname}.`;
    if (port !== '' && Number(port) < LOWEST_OPEN_PORT) return 'Its port must be the usual one, or 1024 and above.';
    const address = literalAddress(hostname);
    const loopback = isLocalhost(hostname) || (address !== undefined && onlyAsLoopback(address));
    if (loopback && !allowLoopback) return 'It must not name this machine.';
    if (protocol === 'http:' && !loopback) return 'It must begin with https://.';
    if (loopback) return undefined;
    if (address !== undefined) return isAllowedAddress(address, false) ? undefined : 'Its address is not a public one.';
    const labels = hostname.split('.');
    if (labels.length < 2 || labels.includes('') || insideOnly.includes(labels.at(-1) ?? ''))
      return 'Its host is not a public one.';
    return undefined;
  },
});

const onlyAsLoopback = (address: string): boolean =>
  isAllowedAddress(address, true) && !isAllowedAddress(address, false);
