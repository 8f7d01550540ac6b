import fc from 'fast-check';
import { generate } from 'otplib';
import { describe, expect, it } from 'vitest';
import { oneTimePasswords } from '../../../infrastructure/crypto/oneTimePasswords.js';

/** The secret of RFC 6238, appendix B, for SHA-1: "12345678901234567890" in base32. */
const rfcSecret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const at = (seconds: number) => new Date(seconds * 1_000);

describe('a one-time password', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('at %i seconds is that of RFC 6238', async (seconds, code) => {
    expect(await oneTimePasswords.stepOf(rfcSecret, code, at(seconds))).toBe(Math.floor(seconds / 30));
  });

  it('is right one step before and after its own, and at no other time', async () => {
    const secret = oneTimePasswords.newSecret();
    const anySteps = fc.integer({ min: -4, max: 4 });
    const anySecond = fc.integer({ min: 1_700_000_000, max: 2_000_000_000 });
    await fc.assert(
      fc.asyncProperty(anySecond, anySteps, async (seconds, steps) => {
        const code = await generate({ secret, epoch: seconds + steps * 30 });
        const others = await Promise.all([-1, 0, 1].map((near) => generate({ secret, epoch: seconds + near * 30 })));
        const step = await oneTimePasswords.stepOf(secret, code, at(seconds));
        if (Math.abs(steps) <= 1) expect(others[(step ?? 0) - Math.floor(seconds / 30) + 1]).toBe(code);
        else if (!others.includes(code)) expect(step).toBeNull();
      }),
      { numRuns: 200 },
    );
  });

  it.each(['', '12345', '1234567', '12345a', ' 287082', '２８７０８２', '287082\n'])('%j is none', async (code) => {
    expect(await oneTimePasswords.stepOf(rfcSecret, code, at(59))).toBeNull();
  });

  it('has a secret of 160 bits and an address for the QR code', () => {
    const secret = oneTimePasswords.newSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(oneTimePasswords.newSecret()).not.toBe(secret);
    const uri = new URL(oneTimePasswords.uri(secret, 'mia+x@example.com'));
    expect(uri.protocol).toBe('otpauth:');
    expect(decodeURIComponent(uri.pathname)).toContain('Objecta:mia+x@example.com');
    expect(Object.fromEntries(uri.searchParams)).toMatchObject({ secret, issuer: 'Objecta' });
  });
});

describe('recovery codes', () => {
  const codes = oneTimePasswords.newRecoveryCodes();
  const hashes = codes.map(({ hash }) => hash);

  it('are ten, all different, of 120 bits', () => {
    expect(new Set(codes.map(({ code }) => code)).size).toBe(10);
    for (const { code } of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
  });

  it('are recognised however they are typed, and nothing else is', () => {
    for (const { code, hash } of codes) {
      const sloppy = ` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `;
      expect(oneTimePasswords.matchRecoveryCode(code, hashes)).toBe(hash);
      expect(oneTimePasswords.matchRecoveryCode(sloppy, hashes)).toBe(hash);
      expect(oneTimePasswords.matchRecoveryCode(code.slice(0, -1), hashes)).toBeUndefined();
    }
    expect(oneTimePasswords.matchRecoveryCode('', hashes)).toBeUndefined();
    expect(oneTimePasswords.matchRecoveryCode(hashes[0] ?? '', hashes)).toBeUndefined();
    expect(oneTimePasswords.matchRecoveryCode(codes[0]?.code ?? '', ['', 'zz', 'ab'])).toBeUndefined();
  });
});
