import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { RequestRefused } from '../problem.js';

const inflate = promisify(gunzip);
const nothing = Buffer.alloc(0);

const tooLarge = (limit: number) =>
  new RequestRefused('body_too_large', {
    detail: `This route takes at most ${limit.toLocaleString('en')} bytes.`,
    headers: { Connection: 'close' },
  });

/**
 * All bytes of the body. Of one that is too large, as much again is read and dropped before the refusal, so that
 * a client slightly over the limit still gets to read why.
 */
function collect(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request
      .on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= limit) chunks.push(chunk);
        else chunks.length = 0;
        if (size <= 2 * limit) return;
        request.pause();
        reject(tooLarge(limit));
      })
      .on('end', () => {
        if (size > limit) reject(tooLarge(limit));
        else resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size));
      })
      .on('close', () => {
        // Of no consequence once the end has been seen.
        if (!request.readableEnded) reject(new RequestRefused('body_incomplete'));
      });
  });
}

/**
 * The body of a request, decompressed, at most `limit` bytes.
 * @throws RequestRefused body_too_large (also when it only becomes so by decompression), unsupported_encoding
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const { 'content-length': length, 'transfer-encoding': chunked, 'content-encoding': encoding } = request.headers;
  if (chunked === undefined && (length === undefined || length === '0')) return nothing;
  if (encoding !== undefined && encoding !== 'identity' && encoding !== 'gzip')
    throw new RequestRefused('unsupported_encoding', { headers: { 'Accept-Encoding': 'gzip' } });
  const bytes = await collect(request, limit);
  if (encoding !== 'gzip' || bytes.length === 0) return bytes;
  try {
    return await inflate(bytes, { maxOutputLength: limit });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(limit);
    throw new RequestRefused('body_incomplete', { detail: 'The body is not a complete gzip stream.' });
  }
}
