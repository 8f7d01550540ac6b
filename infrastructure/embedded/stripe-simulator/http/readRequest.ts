import type { IncomingMessage } from 'node:http';
import qs from 'qs';
import { invalidRequest } from './stripeErrors.js';

const MOST_BYTES = 4_000_000;
const READING = { arrayLimit: 1_000, depth: 12, parameterLimit: 20_000, strictDepth: true, comma: false } as const;

/** The body of a request as text. */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw invalidRequest('The request is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** Parameters of a form or a query, nested by brackets: `items[0][price]`, `expand[]`. */
export function nestedParameters(text: string): Record<string, unknown> {
  try {
    return qs.parse(text, READING) as Record<string, unknown>;
  } catch {
    throw invalidRequest('Invalid request: the parameters are nested too deeply.');
  }
}

/** Parameters of a JSON body. */
export function jsonParameters(text: string): Record<string, unknown> {
  try {
    const parsed: unknown = text === '' ? {} : JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
  } catch {
    // Said below, as for any other body that is no object.
  }
  throw invalidRequest('Invalid request: the body must be a JSON object.');
}
