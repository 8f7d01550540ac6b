import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalEmail, domainOfEmail } from '../../domain/emailAddress.js';

describe('a canonical e-mail address', () => {
  it.each([
    ['Mia@Northwind.Example', 'mia@northwind.example'],
    ['  mia@northwind.example\n', 'mia@northwind.example'],
    ['ｍｉａ@northwind.example', 'mia@northwind.example'],
    ['mia+news@northwind.example', 'mia+news@northwind.example'],
    ['m.i.a@northwind.example', 'm.i.a@northwind.example'],
  ])('of %j is %j', (written, canonical) => {
    expect(canonicalEmail(written)).toBe(canonical);
  });

  it.each(['', 'mia', 'mia@', '@northwind.example', 'mia@northwind', 'a b@northwind.example', 'a@b@northwind.example'])(
    'does not exist for %j',
    (written) => {
      expect(canonicalEmail(written)).toBeUndefined();
    },
  );

  it.each([
    'mia@north\r\nBcc: x@y.example',
    'mia@a..example',
    '<mia@northwind.example>',
    `${'x'.repeat(300)}@a.example`,
  ])('does not exist for what could do harm in a header: %j', (written) => {
    expect(canonicalEmail(written)).toBeUndefined();
  });

  it('is its own canonical form', () => {
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), fc.string()), (written) => {
        const canonical = canonicalEmail(written);
        if (canonical !== undefined) expect(canonicalEmail(canonical)).toBe(canonical);
      }),
    );
  });

  it('names its domain', () => {
    expect(domainOfEmail('mia@northwind.example')).toBe('northwind.example');
  });
});
