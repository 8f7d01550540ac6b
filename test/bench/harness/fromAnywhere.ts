import { request } from 'node:http';

export type Answer = Readonly<{ status: number; body: Record<string, unknown>; ms: number }>;

/** The n-th address of this machine's own network, 127.1.0.0 to 127.255.255.255: each is somebody else to a server on loopback. */
export const addressOf = (n: number): string =>
  `127.${1 + (Math.floor(n / 65_536) % 255)}.${Math.floor(n / 256) % 256}.${n % 256}`;

/** Sends JSON from an address of this machine, over a connection of its own; answers with how long that took. */
export function fromAddress(
  localAddress: string,
  url: string,
  { method = 'POST', body, headers = {} }: Readonly<{ method?: string; body?: unknown; headers?: object }>,
): Promise<Answer> {
  const text = body === undefined ? '' : JSON.stringify(body);
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const content = body === undefined ? {} : { 'content-type': 'application/json' };
    const sent = request(
      url,
      {
        method,
        localAddress,
        agent: false,
        headers: { ...content, 'content-length': Buffer.byteLength(text), ...headers },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const ms = performance.now() - started;
          const answered = Buffer.concat(chunks).toString('utf8');
          resolve({ status: response.statusCode ?? 0, body: answered === '' ? {} : JSON.parse(answered), ms });
        });
      },
    );
    sent.on('error', reject);
    sent.end(text);
  });
}
