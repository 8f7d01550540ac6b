const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bCriOS\/|\bChrom(?:e|ium)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
  [/\bcurl\//, 'curl'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/\bAndroid\b/, 'Android'],
  [/\biPhone\b|\biPad\b/, 'iOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bLinux\b|\bX11\b/, 'Linux'],
];

const found = (all: readonly (readonly [RegExp, string])[], userAgent: string): string | undefined =>
  all.find(([pattern]) => pattern.test(userAgent))?.[1];

/**
 * A browser by its name and system, without its version, which changes every few weeks. What sends another user agent
 * (RFC 9110, 10.1.5) is known by the product it names first.
 */
export function deviceOf(userAgent: string): string {
  const browser = found(browsers, userAgent) ?? /^[\w.-]{1,40}/.exec(userAgent)?.[0] ?? 'An unknown program';
  const system = found(systems, userAgent);
  return system === undefined ? browser : `${browser} on ${system}`;
}

/**
 * The network an address belongs to, as wide as providers usually have them: 16 bits of an IPv4 address, 32 of an IPv6
 * address. People move within one, and a stranger is rarely in the same.
 */
export function wideNetworkOf(ip: string): string {
  const [first = '', second = ''] = ip.replace(/^::ffff:(?=\d+\.)/i, '').split(ip.includes('.') ? '.' : ':');
  return ip.includes('.') ? `${first}.${second}` : `${first.toLowerCase()}:${second.toLowerCase()}`;
}
