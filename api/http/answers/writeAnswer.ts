import { Readable } from 'node:stream';
import type { Context } from 'koa';
import type { RecordedAnswer } from '../../../application/ports/idempotencyKeys.js';
import { problemBody, type Refusal } from '../problem.js';
import { problemKind } from '../rejections.js';
import type { AnswerParts } from '../route.js';

/** Any answer of a handler, its types erased. */
export type AnyAnswer = AnswerParts & Readonly<{ status: number; body?: unknown }>;

const json = 'application/json; charset=utf-8';
const problemJson = 'application/problem+json; charset=utf-8';

/** An answer as it goes out; a file has `bytes` in place of a body. */
export type Serialised = RecordedAnswer & Readonly<{ bytes?: Buffer | AsyncIterable<string | Uint8Array> }>;

/** Status, headers and bytes of an answer. */
export function serialiseAnswer(answer: AnyAnswer): Serialised {
  const headers: Record<string, string> = {};
  const { file } = answer;
  if (file) {
    headers['Content-Type'] = file.type;
    headers['Content-Disposition'] =
      `${file.attachment ? 'attachment' : 'inline'}; filename="${file.name.replace(/[^A-Za-z0-9._-]/g, '_')}"`;
  }
  if (answer.body !== undefined) headers['Content-Type'] = json;
  if (answer.position !== undefined) headers['Consistency-Token'] = answer.position.toString();
  if (answer.revision !== undefined) headers.ETag = `"${answer.revision}"`;
  if (answer.headers) Object.assign(headers, answer.headers);
  const body = answer.body === undefined ? '' : JSON.stringify(answer.body);
  return { status: answer.status, headers, body, ...(file && { bytes: file.bytes }) };
}

/** The same for a refusal. */
export function serialiseRefusal(refusal: Refusal, instance: string, correlationId: string): RecordedAnswer {
  return {
    status: problemKind(refusal.refused).status,
    headers: { 'Content-Type': problemJson, ...refusal.options.headers },
    body: problemBody(refusal, instance, correlationId),
  };
}

export function writeAnswer(context: Context, answer: Serialised): void {
  const { res } = context;
  for (const name in answer.headers) res.setHeader(name, answer.headers[name] ?? '');
  context.body = bodyOf(answer);
  // After the body: Koa makes a null body a 204.
  context.status = answer.status;
}

function bodyOf({ bytes, body }: Serialised): Buffer | Readable | string | null {
  if (bytes === undefined) return body === '' ? null : body;
  return Buffer.isBuffer(bytes) ? bytes : Readable.from(bytes, { objectMode: false });
}
