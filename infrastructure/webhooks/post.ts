import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';

/** Of an answer only the status counts; this much of its body is waited for. */
const MOST_BODY_BYTES = 64 * 1_024;
const MOST_HEADER_BYTES = 16 * 1_024;

export type Address = Readonly<{ address: string; family: number }>;

/**
 * Posts to one of these addresses and to no other, whatever the host of the URL resolves to by then; certificate, SNI and
 * Host are the URL's. Follows no redirect and keeps no connection.
 * @throws the error of the connection, or of the signal
 */
export function post(
  url: URL,
  addresses: readonly Address[],
  { headers, body, signal }: Readonly<{ headers: Readonly<Record<string, string>>; body: string; signal: AbortSignal }>,
): Promise<number> {
  const [first] = addresses;
  if (!first) throw new Error('no address to post to');
  const lookup: LookupFunction = (_hostname, { all }, callback) =>
    all ? callback(null, [...addresses]) : callback(null, first.address, first.family);
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    let status: number | undefined;
    const settle = (error: Error) => (status === undefined ? reject(error) : resolve(status));
    const outgoing = request(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      lookup,
      agent: false,
      signal,
      maxHeaderSize: MOST_HEADER_BYTES,
    });
    outgoing.on('error', settle);
    outgoing.once('response', (answer) => {
      status = answer.statusCode ?? 0;
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > MOST_BODY_BYTES) answer.destroy();
      });
      answer.on('error', settle);
      answer.once('close', () => resolve(status ?? 0));
    });
    outgoing.end(body);
  });
}
