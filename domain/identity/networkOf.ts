const HEXTETS = 8;
const NETWORK_HEXTETS = 4;

/**
 * The network that attempts from an IP address are counted under: an IPv4 address itself, of an IPv6 address the first
 * 64 bits, since a single host has all addresses of those (RFC 4291, 2.5.4).
 */
export function networkOf(ip: string): string {
  const mapped = /^(?:::ffff:)?(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(ip);
  if (mapped?.[1]) return mapped[1];
  if (!ip.includes(':')) return ip;
  const [head = '', tail] = (ip.split('%')[0] ?? '').split('::');
  const before = head.split(':').filter(Boolean);
  const after = (tail ?? '').split(':').filter(Boolean);
  const left = Math.max(0, HEXTETS - before.length - after.length);
  const groups = [...before, ...(tail === undefined ? [] : Array.from({ length: left }, () => '0')), ...after];
  const network = groups.slice(0, NETWORK_HEXTETS).map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''));
  return `${network.join(':')}::/64`;
}
