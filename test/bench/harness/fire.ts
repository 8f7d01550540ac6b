import type { EventEmitter } from 'node:events';
import autocannon from 'autocannon';

export type Fire = Readonly<{
  url: string;
  headers?: Readonly<Record<string, string>>;
  connections: number;
  requests: number;
  /** The n-th request. */
  request: (at: number) => Readonly<{ path: string; body: string; headers?: Readonly<Record<string, string>> }>;
}>;

/** So many POST requests as fast as they are answered. @throws Error unless every one was answered with 2xx */
export async function fire({ url, headers, connections, requests, request }: Fire) {
  let sent = 0;
  const setupRequest = (prepared: autocannon.Request): autocannon.Request => {
    const { path, body, headers: own } = request(sent++);
    return { ...prepared, path, body, headers: { ...prepared.headers, ...own } };
  };
  // autocannon looks once a second whether it is done: what it calls the duration is up to a second too long.
  const startedAt = performance.now();
  let lastAnswerAt = startedAt;
  const answering: unknown = autocannon({
    url,
    connections,
    amount: requests,
    timeout: 30,
    requests: [{ method: 'POST', headers: { 'content-type': 'application/json', ...headers }, setupRequest }],
  });
  // Its types know the promise only.
  const firing = answering as Promise<autocannon.Result> & EventEmitter;
  firing.on('response', () => {
    lastAnswerAt = performance.now();
  });
  const result = await firing;
  const failed = result.non2xx + result.errors + result.timeouts;
  if (failed > 0) throw new Error(`${failed} requests to ${url} were not answered with 2xx`);
  const seconds = (lastAnswerAt - startedAt) / 1_000;
  return { perSecond: result['2xx'] / seconds, p50: result.latency.p50, p99: result.latency.p99 };
}
