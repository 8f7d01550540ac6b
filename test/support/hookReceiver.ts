import { once } from 'node:events';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** A delivery as it came in. */
export type ReceivedHook = Readonly<{ id: string; headers: Readonly<Record<string, string>>; body: string }>;

/** A receiver of Standard Webhooks on loopback that keeps what it gets and answers as it is told. */
export type HookReceiver = Readonly<{
  url: string;
  received: ReceivedHook[];
  /** What the next requests are answered with: a status, or whatever is done with the response; 200 when there is none left. */
  answers: (number | ((response: ServerResponse) => void))[];
  connections: () => number;
  stop: () => Promise<void>;
}>;

/** @param certificate makes it one over TLS */
export async function startHookReceiver(certificate?: Readonly<{ key: Buffer; cert: Buffer }>): Promise<HookReceiver> {
  const received: ReceivedHook[] = [];
  const answers: HookReceiver['answers'] = [];
  let connections = 0;
  const listener: RequestListener = async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    received.push({ id: String(headers['webhook-id']), headers, body: Buffer.concat(chunks).toString() });
    const answer = answers.shift() ?? 200;
    if (typeof answer === 'function') answer(response);
    else response.writeHead(answer).end();
  };
  const server = certificate ? createSecureServer({ ...certificate }, listener) : createServer(listener);
  server.listen(0, '127.0.0.1');
  server.on('connection', () => {
    connections++;
  });
  await once(server, 'listening');
  return {
    url: `${certificate ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    received,
    answers,
    connections: () => connections,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** What a receiver that verifies with the reference library reads. @throws WebhookVerificationError */
export const verified = ({ body, headers }: ReceivedHook, secret: string): unknown =>
  new Webhook(secret).verify(body, { ...headers });
