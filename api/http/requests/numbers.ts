import { RequestRefused } from '../problem.js';

// A cheap look for anything that could be too large: a long run of digits, or an exponent, where a value may stand.
const suspicious = /[[:,\s]-?(?:[\d.]{16,}|[\d.]+[eE])/;
// Strings are consumed whole, so that what remains to match outside them are the numbers.
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

function fits(source: string): boolean {
  const value = Number(source);
  if (!Number.isFinite(value)) return false;
  return !Number.isInteger(value) || Number.isSafeInteger(value);
}

/**
 * JSON.parse rounds 9007199254740993 and turns 1e400 into Infinity without a word, so numbers are judged by their
 * source text.
 * @param text valid JSON
 * @throws RequestRefused amount_too_large
 */
export function assertNumbersFit(text: string): void {
  if (!suspicious.test(text)) return;
  for (const [found] of text.matchAll(token)) {
    if (found.startsWith('"') || fits(found)) continue;
    const shown = found.length > 40 ? `${found.slice(0, 40)}…` : found;
    throw new RequestRefused('amount_too_large', {
      errors: [{ code: 'amount_too_large', detail: `${shown} cannot be represented exactly` }],
    });
  }
}
