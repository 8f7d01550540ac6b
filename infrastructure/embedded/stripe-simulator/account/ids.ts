import { createHash } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const DEFAULT_LENGTH = 24;
const lengths: Readonly<Record<string, number>> = { cus: 14, prod: 14, si: 14, req: 14, cs_test: 58 };

/** Characters of base 62 that follow from a seed: the same seed gives the same ones. */
export function charactersOf(seed: string, length: number): string {
  let text = '';
  for (let block = 0; text.length < length; block += 1) {
    for (const byte of createHash('sha256').update(`${seed}|${block}`).digest())
      text += ALPHABET[byte % ALPHABET.length];
  }
  return text.slice(0, length);
}

/** An id as Stripe makes them: a prefix, `_`, and 14, 24 or 58 characters (stripe.md 5.3). */
export const idOf = (prefix: string, seed: string, count: number): string =>
  `${prefix}_${charactersOf(`${seed}|${prefix}|${count}`, lengths[prefix] ?? DEFAULT_LENGTH)}`;
