import ipaddr from 'ipaddr.js';

/** Public by number, but a cloud's own: Azure serves its machines' secrets there. */
const OF_CLOUDS = new Set(['168.63.129.16']);
/** All global unicast addresses (RFC 4291, 2.4): no mapped, translated, site-local or compatible one is among them. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/** Whether deliveries may go to an address: to public ones, and to this machine where that is allowed. */
export function isAllowedAddress(address: string, allowLoopback: boolean): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  const range = parsed.range();
  if (range === 'loopback') return allowLoopback;
  if (range !== 'unicast') return false;
  if (parsed instanceof ipaddr.IPv6) return parsed.match(GLOBAL_UNICAST);
  return !OF_CLOUDS.has(parsed.toString());
}
