import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import { expect, it, onTestFinished } from 'vitest';
import { httpWebhookSender, type WebhookSenderOptions } from '../../../infrastructure/webhooks/httpWebhookSender.js';
import { signedHeaders } from '../../../infrastructure/webhooks/signedHeaders.js';
import { startHookReceiver, verified } from '../../support/hookReceiver.js';

const secretOf = (seed: string) => `whsec_${Buffer.from(seed.padEnd(32, '.')).toString('base64')}`;
const [newest, former] = [secretOf('newest'), secretOf('former')];
const webhook = (url: string) => ({
  ...{ url, webhookId: 'd1', payload: '{"type":"webhook.test","name":"Zoë"}', secrets: [newest, former] },
  at: new Date(Date.now()),
});

async function receiver() {
  const started = await startHookReceiver();
  onTestFinished(started.stop);
  return started;
}
const sender = (options: Partial<WebhookSenderOptions> = {}) => httpWebhookSender({ allowLoopback: true, ...options });
const outcome = { durationMs: expect.any(Number) };

it('signs so that the reference library verifies it by either secret, and by no other', async () => {
  const { url, received } = await receiver();
  expect(await sender().send(webhook(url))).toEqual({ ...outcome, status: 200, error: null });
  const [hook] = received;
  if (!hook) throw new Error('nothing arrived');
  for (const secret of [newest, former]) expect(verified(hook, secret)).toEqual({ type: 'webhook.test', name: 'Zoë' });
  expect(() => verified(hook, secretOf('other'))).toThrow('No matching signature');
  expect(() => verified({ ...hook, body: `${hook.body} ` }, newest)).toThrow('No matching signature');
  expect(hook.headers['content-type']).toBe('application/json');
});

it('signs what the specification says: id, seconds and body, under the bytes of the secret', () => {
  const at = new Date('2026-11-02T09:15:04.999Z');
  const headers = signedHeaders({ webhookId: 'd1', payload: '{"a":1}', secrets: [newest], at });
  const mac = createHmac('sha256', 'newest'.padEnd(32, '.')).update('d1.1793610904.{"a":1}').digest('base64');
  expect(headers).toEqual({ 'webhook-id': 'd1', 'webhook-timestamp': '1793610904', 'webhook-signature': `v1,${mac}` });
});

it('says what the receiver answered', async () => {
  const { url, answers } = await receiver();
  answers.push(204, 500, 410);
  expect(await sender().send(webhook(url))).toMatchObject({ status: 204, error: null });
  expect(await sender().send(webhook(url))).toMatchObject({ status: 500, error: 'status_not_2xx' });
  expect(await sender().send(webhook(url))).toMatchObject({ status: 410, error: 'status_not_2xx' });
});

it('follows no redirect', async () => {
  const [first, inside] = [await receiver(), await receiver()];
  first.answers.push((response) => response.writeHead(307, { location: inside.url }).end());
  expect(await sender().send(webhook(first.url))).toMatchObject({ status: 307, error: 'redirect_not_followed' });
  expect(inside.connections()).toBe(0);
});

it('waits so long and no longer: for an answer, and for the end of one', async () => {
  const { url, answers } = await receiver();
  answers.push(
    () => undefined,
    (response) => response.writeHead(200).write('on and on'),
    (response) => response.writeHead(200).end(Buffer.alloc(8 * 1_024 * 1_024)),
  );
  expect(await sender({ timeoutMs: 200 }).send(webhook(url))).toMatchObject({ status: null, error: 'timed_out' });
  expect(await sender({ timeoutMs: 1_500 }).send(webhook(url))).toMatchObject({ status: 200, error: null });
  expect(await sender().send(webhook(url))).toMatchObject({ status: 200, error: null });
  const silent = sender({ timeoutMs: 200, resolve: () => new Promise(() => undefined) });
  expect(await silent.send(webhook('https://hooks.northwind.example/'))).toMatchObject({ error: 'timed_out' });
});

it('says why nothing answered', async () => {
  const { url, stop } = await startHookReceiver();
  await stop();
  expect(await sender().send(webhook(url))).toMatchObject({ status: null, error: 'ECONNREFUSED' });
  const named = webhook('https://hooks.northwind.example/');
  const failing = (code: string) => sender({ resolve: () => Promise.reject(Object.assign(new Error(), { code })) });
  expect(await failing('ENOTFOUND').send(named)).toMatchObject({ status: null, error: 'name_not_resolved' });
  expect(await failing('ESERVFAIL').send(named)).toMatchObject({ status: null, error: 'dns_unavailable' });
});

it('asks for the certificate of the name, not of the address it resolved to', async () => {
  const names: string[] = [];
  const secure = createServer({
    SNICallback: (name, done) => {
      names.push(name);
      done(new Error('no certificate'));
    },
  }).listen(0, '127.0.0.1');
  await once(secure, 'listening');
  onTestFinished(() => {
    secure.close();
  });
  const { port } = secure.address() as AddressInfo;
  const resolve = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
  const answered = await sender({ resolve }).send(webhook(`https://hooks.northwind.example:${port}/`));
  expect(answered).toMatchObject({ status: null, error: expect.not.stringMatching(/timed_out|allowed/) });
  expect(names).toEqual(['hooks.northwind.example']);
});

it('connects to the addresses it has checked, whatever the name resolves to next', async () => {
  const { url, connections } = await receiver();
  const { port } = new URL(url);
  const inside = [{ address: '127.0.0.1', family: 4 }];
  // Public, and answered by nobody here.
  const outside = [{ address: '198.41.0.4', family: 4 }];
  const turns = [outside, inside, inside];
  let asked = 0;
  const resolve = () => Promise.resolve(turns[asked++] ?? inside);
  const strict = sender({ allowLoopback: false, resolve, timeoutMs: 300 });
  const rebinding = webhook(`https://rebinding.northwind.example:${port}/`);
  expect((await strict.send(rebinding)).status).toBeNull();
  expect(asked).toBe(1);
  expect(await strict.send(rebinding)).toMatchObject({ status: null, error: 'address_not_allowed' });
  const mixed = sender({ allowLoopback: false, resolve: () => Promise.resolve([...outside, ...inside]) });
  expect(await mixed.send(rebinding)).toMatchObject({ status: null, error: 'address_not_allowed' });
  expect(await strict.send(webhook(url))).toMatchObject({ status: null, error: 'url_not_allowed' });
  expect(connections()).toBe(0);
});
