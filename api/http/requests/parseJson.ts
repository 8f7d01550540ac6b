import { isUtf8 } from 'node:buffer';
import { RequestRefused } from '../problem.js';
import { assertNumbersFit } from './numbers.js';
import { assertReasonable } from './structure.js';

/** Only JSON in UTF-8: anything else would be guessed at. */
export function assertJsonContentType(contentType: string | undefined): void {
  if (contentType === 'application/json') return;
  const [type = '', ...parameters] = (contentType ?? '').toLowerCase().split(';');
  if (!/^application\/([\w.-]+\+)?json$/.test(type.trim())) throw new RequestRefused('unsupported_media_type');
  for (const parameter of parameters) {
    const [name = '', value = ''] = parameter.split('=');
    if (name.trim() === 'charset' && value.trim().replaceAll('"', '') !== 'utf-8')
      throw new RequestRefused('unsupported_charset');
  }
}

/**
 * Parses a body into one JSON object in which every value is the one that was written: no number was rounded,
 * no key reaches a prototype, no text is broken, and walking it is cheap.
 * @throws RequestRefused
 */
export function parseJson(bytes: Buffer): Record<string, unknown> {
  if (!isUtf8(bytes)) throw new RequestRefused('malformed_json', { detail: 'The body is not encoded as UTF-8.' });
  const text = bytes.toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    if (text.trim() === '') throw new RequestRefused('body_required');
    throw new RequestRefused('malformed_json');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new RequestRefused('object_required');
  assertReasonable(value, text.includes('\\u'));
  assertNumbersFit(text);
  return value as Record<string, unknown>;
}
