import { RequestRefused } from '../problem.js';

const maxItems = 10_000;
const maxDepth = 32;

/** One step of a JSON pointer (RFC 6901). */
export const pointerStep = (key: PropertyKey): string => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;

// With the `u` flag a pair is one code point, so only unpaired surrogates are of this category.
const unpairedSurrogate = /\p{Surrogate}/u;
const isBroken = (text: string): boolean => text.includes('\0') || unpairedSurrogate.test(text);

const hasPrototypeKey = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, 'prototype');

/** One walk over a parsed body; the way to where it stands is only spelled out for a refusal. */
class Walk {
  private items = 0;
  private readonly way: string[] = [];

  constructor(private readonly checkTexts: boolean) {}

  object(container: object): void {
    if (this.way.length >= maxDepth) throw this.refusal('too_deep', 'is nested too deeply');
    const isArray = Array.isArray(container);
    for (const [key, value] of Object.entries(container)) {
      if (++this.items > maxItems) throw new RequestRefused('too_many_items');
      if (!isArray && (key === '__proto__' || (key === 'constructor' && hasPrototypeKey(value))))
        throw new RequestRefused('forbidden_key');
      if (this.checkTexts && (isBroken(key) || (typeof value === 'string' && isBroken(value))))
        throw this.refusal('invalid_text', `holds a text with U+0000 or an unpaired surrogate, or has it as a key`);
      if (typeof value !== 'object' || value === null) continue;
      this.way.push(key);
      this.object(value);
      this.way.pop();
    }
  }

  private refusal(code: 'too_deep' | 'invalid_text', detail: string): RequestRefused {
    return new RequestRefused(code, { errors: [{ pointer: this.way.map(pointerStep).join(''), code, detail }] });
  }
}

/**
 * Walks a parsed body once and refuses what later code could stumble over.
 * @param withEscapes whether texts can hold what only a `\u` escape can write
 * @throws RequestRefused too_deep, too_many_items, forbidden_key, invalid_text
 */
export function assertReasonable(root: object, withEscapes: boolean): void {
  new Walk(withEscapes).object(root);
}
