import { Resolver } from 'node:dns/promises';
import type { Address } from './post.js';
import { isLocalhost } from './webhookTargets.js';

/** For each of two tries; who resolves has a time limit of their own. */
const TIMEOUT_MS = 1_500;
const TRIES = 2;
const thisMachine: readonly Address[] = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
];

/**
 * All addresses of a name, from the DNS itself: the look-up of the operating system takes a thread of a few that everything
 * else shares, and a name server that does not answer would hold it.
 * @param servers addresses of resolvers; none: those of this machine
 * @throws with code ENOTFOUND where there is none, else the DNS's
 */
export const resolveName =
  (servers: readonly string[]) =>
  async (hostname: string): Promise<readonly Address[]> => {
    // Never a name of the DNS (RFC 6761, 6.3).
    if (isLocalhost(hostname)) return thisMachine;
    const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: TRIES });
    if (servers.length > 0) resolver.setServers(servers);
    const [four, six] = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
    const found = [
      ...(four.status === 'fulfilled' ? four.value.map((address) => ({ address, family: 4 })) : []),
      ...(six.status === 'fulfilled' ? six.value.map((address) => ({ address, family: 6 })) : []),
    ];
    if (found.length === 0 && four.status === 'rejected') throw four.reason;
    return found;
  };
