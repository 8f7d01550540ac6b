import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAllowedAddress } from '../../../infrastructure/webhooks/allowedAddress.js';
import { webhookTargets } from '../../../infrastructure/webhooks/webhookTargets.js';

const strict = webhookTargets(false);
const development = webhookTargets(true);

const good = [
  'https://hooks.northwind.example/objecta?team=7',
  'https://hooks.northwind.example:8443/x',
  'https://hooks.northwind.example:443/x',
  'https://HOOKS.northwind.example/',
  'https://xn--bcher-kva.example/',
  'https://93.184.216.34/hook',
  'https://[2606:2800:220:1:248:1893:25c8:1946]/hook',
];
const bad = [
  '',
  'hooks.northwind.example',
  'http://hooks.northwind.example/',
  'ftp://hooks.northwind.example/',
  'file:///etc/passwd',
  'gopher://127.0.0.1:6379/_x',
  'https://good.com@evil.com/',
  'https://user:pw@hooks.northwind.example/',
  'https://@hooks.northwind.example/',
  'https://hooks.northwind.example:25/',
  'https://hooks.northwind.example:22/',
  'https://hooks.northwind.example:80/',
  'https://hooks.northwind.example/#part',
  'https://hooks.northwind.example./',
  'https://bücher.example/',
  'https://hooks.northwind.example\\@evil.com/',
  'https://hooks.northwind.example/\n',
  ' https://hooks.northwind.example/',
  'https:hooks.northwind.example',
  'https:///hooks.northwind.example',
  'https://localhost/',
  'https://api.localhost/',
  'https://intranet/',
  'https://printer.local/',
  'https://metadata.google.internal/',
  'https://127.0.0.1/',
  'https://2130706433/',
  'https://0x7f.1/',
  'https://0177.0.0.1/',
  'https://127.1/',
  'https://1572395042/',
  'https://0.0.0.0/',
  'https://10.0.0.1/',
  'https://172.16.0.1/',
  'https://192.168.1.1/',
  'https://100.64.0.1/',
  'https://100.100.100.200/',
  'https://168.63.129.16/',
  'https://169.254.169.254/latest/meta-data/',
  'https://224.0.0.1/',
  'https://255.255.255.255/',
  'https://192.0.2.1/',
  'https://[::1]/',
  'https://[::]/',
  'https://[::ffff:7f00:1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::7f00:1]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[64:ff9b:1::1]/',
  'https://[2002:7f00:1::]/',
  'https://[fe80::1]/',
  'https://[fec0::1]/',
  'https://[fd00:ec2::254]/',
  'https://[fe80::1%25eth0]/',
  'https://%31%32%37.0.0.1/',
];

describe('the URL of a webhook', () => {
  it.each(good)('may be %s', (url) => expect(strict.refusalOf(url)).toBeUndefined());
  it.each(bad)('must not be %s', (url) => expect(strict.refusalOf(url)).toEqual(expect.stringMatching(/\.$/)));

  it.each(['http://127.0.0.1:4000/x', 'http://localhost:4000/', 'http://[::1]:4000/', 'https://127.0.0.1:4000/'])(
    'may be %s in development only',
    (url) => {
      expect(development.refusalOf(url)).toBeUndefined();
      expect(strict.refusalOf(url)).toBeDefined();
    },
  );

  it('names this machine in development by no other spelling, and nothing else inside', () => {
    const spellings =
      /2130706433|0x7f|0177|127\.1\/|7f00:1|127\.0\.0\.1\]|%31|10\.|192\.168|169\.254|fe80|fd00|local\/|intranet/;
    const still = bad.filter((url) => spellings.test(url));
    expect(still.length).toBeGreaterThan(15);
    expect(still.filter((url) => development.refusalOf(url) === undefined)).toEqual([]);
  });
});

describe('an address', () => {
  const fourBytes = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255));

  it('inside a network is never allowed, in IPv4 or wrapped into IPv6', () => {
    const inside = fc.oneof(
      fourBytes.map(([, b, c, d]) => [127, b, c, d]),
      fourBytes.map(([, b, c, d]) => [10, b, c, d]),
      fourBytes.map(([, b, c, d]) => [172, 16 + (b % 16), c, d]),
      fourBytes.map(([, , c, d]) => [192, 168, c, d]),
      fourBytes.map(([, , c, d]) => [169, 254, c, d]),
      fourBytes.map(([, b, c, d]) => [100, 64 + (b % 64), c, d]),
      fourBytes.map(([, b, c, d]) => [0, b, c, d]),
    );
    fc.assert(
      fc.property(inside, (bytes) => {
        const written = bytes.join('.');
        const [a = 0, b = 0, c = 0, d = 0] = bytes;
        const [high, low] = [(a << 8) | b, (c << 8) | d].map((part) => part.toString(16));
        const wrapped = [
          `::ffff:${high}:${low}`,
          `64:ff9b::${high}:${low}`,
          `2002:${high}:${low}::`,
          `::${high}:${low}`,
        ];
        for (const address of [written, ...wrapped])
          expect([address, isAllowedAddress(address, false)]).toEqual([address, false]);
        for (const address of wrapped)
          expect([address, isAllowedAddress(address, true)]).toEqual([address, address === '::0:1']);
      }),
    );
  });

  it('is no address where it is a name or nothing', () => {
    for (const text of ['', 'localhost', 'hooks.northwind.example']) expect(isAllowedAddress(text, true)).toBe(false);
  });
});
