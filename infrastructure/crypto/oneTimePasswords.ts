import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { generateSecret, generateURI, verify } from 'otplib';
import type { OneTimePasswords } from '../../application/ports/oneTimePasswords.js';

const ISSUER = 'Objecta';
const SECRET_BYTES = 20;
const STEP_SECONDS = 30;
const RECOVERY_CODES = 10;
const GROUPS = 6;
const GROUP_LENGTH = 4;
/** Crockford's base32: no letter that is taken for a digit. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * TOTP as every authenticator app speaks it: SHA-1, six digits, 30 seconds. Recovery codes have 120 bits, so that a plain
 * hash of them is as good as a slow one (NIST SP 800-63B, 5.1.2.2).
 */
export const oneTimePasswords: OneTimePasswords = {
  newSecret: () => generateSecret({ length: SECRET_BYTES }),

  uri: (secret, account) => generateURI({ issuer: ISSUER, label: account, secret, period: STEP_SECONDS }),

  async stepOf(secret, code, now) {
    if (!/^\d{6}$/.test(code)) return null;
    const epoch = Math.floor(now.getTime() / 1_000);
    const found = await verify({ secret, token: code, epoch, period: STEP_SECONDS, epochTolerance: STEP_SECONDS });
    return found.valid && 'timeStep' in found ? found.timeStep : null;
  },

  newRecoveryCodes: () =>
    Array.from({ length: RECOVERY_CODES }, () => {
      const code = newCode();
      return { code, hash: hashOf(code).toString('hex') };
    }),

  matchRecoveryCode(typed, hashes) {
    const hash = hashOf(typed);
    let match: string | undefined;
    for (const known of hashes) {
      const bytes = Buffer.from(known, 'hex');
      if (bytes.length === hash.length && timingSafeEqual(bytes, hash)) match = known;
    }
    return match;
  },
};

/** Five bits of each random byte choose a letter, so every letter is as likely as any other. */
function newCode(): string {
  const letters = Array.from(randomBytes(GROUPS * GROUP_LENGTH), (byte) => ALPHABET.charAt(byte % ALPHABET.length));
  const groups = Array.from({ length: GROUPS }, (_, group) =>
    letters.slice(group * GROUP_LENGTH, (group + 1) * GROUP_LENGTH).join(''),
  );
  return groups.join('-');
}

/** Of a code however it was typed: case, spaces and dashes do not count, O is 0, I and L are 1. */
function hashOf(typed: string): Buffer {
  const plain = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return createHash('sha256').update(plain).digest();
}
