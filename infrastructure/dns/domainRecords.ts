import { Resolver } from 'node:dns/promises';
import { domainToASCII } from 'node:url';
import type { DomainRecords } from '../../application/ports/domainRecords.js';

/** For each of two tries. */
const TIMEOUT_MS = 2_500;
const TRIES = 2;
/** The DNS answered, and there is nothing (c-ares; NXDOMAIN or no such record). */
const nothingThere = new Set(['ENOTFOUND', 'ENODATA']);

/**
 * Asks the DNS.
 * @param servers addresses of resolvers, as `127.0.0.1:5353`; none: those of this machine
 */
export function domainRecords(servers: readonly string[]): DomainRecords {
  return {
    async txt(name) {
      // One for each question: nothing waits for another's, and nothing is kept.
      const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: TRIES });
      if (servers.length > 0) resolver.setServers(servers);
      try {
        const records = await resolver.resolveTxt(domainToASCII(name));
        // A record longer than 255 bytes comes in pieces that belong together (RFC 7208, 3.3).
        return records.map((pieces) => pieces.join(''));
      } catch (error) {
        return nothingThere.has((error as NodeJS.ErrnoException).code ?? '') ? [] : undefined;
      }
    },
  };
}
