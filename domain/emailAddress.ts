const WRITTEN = /^[^\s@<>(),:;"\\[\]]{1,64}@[^\s@<>(),:;"\\[\]]+\.[^\s@<>(),:;"\\[\].]{2,63}$/u;

/**
 * An e-mail address as it is compared: surrounding space, case and compatibility forms (NFKC) do not tell two people
 * apart; dots and plus tags do, since only the address's own provider knows what they mean (RFC 5321, 2.4).
 * Undefined where it is no address, or longer than 254 characters (RFC 5321, 4.5.3.1.3).
 */
export function canonicalEmail(written: string): string | undefined {
  const canonical = written.trim().normalize('NFKC').toLowerCase();
  return canonical.length <= 254 && WRITTEN.test(canonical) && !canonical.includes('..') ? canonical : undefined;
}

/** What follows the @ of a canonical address. */
export const domainOfEmail = (canonical: string): string => canonical.slice(canonical.lastIndexOf('@') + 1);
