import { type Agent, request } from 'node:http';

export type Post = Readonly<{ agent: Agent; headers: Readonly<Record<string, string>>; body: string }>;

/** Sends JSON over one of the agent's connections; when the answer began, by this process's clock. @throws Error unless the status is the expected one */
export function post(url: string, expected: number, { agent, headers, body }: Post): Promise<number> {
  return new Promise((resolve, reject) => {
    const length = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const sent = request(url, { method: 'POST', agent, headers: { ...length, ...headers } }, (response) => {
      const answeredAt = performance.now();
      response.on('error', reject);
      response.on('end', () => {
        if (response.statusCode === expected) resolve(answeredAt);
        else reject(new Error(`${url} answered ${response.statusCode}`));
      });
      response.resume();
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
