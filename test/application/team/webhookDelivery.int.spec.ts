import type { ServerResponse } from 'node:http';
import { beforeEach, expect, it } from 'vitest';
import type { AnyEvent } from '../../../application/events/recordedEvent.js';
import { until } from '../../support/until.js';
import { openWebhooks, organizationId, receiver, sendDue } from '../../support/webhookStack.js';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;
const e1 = 'endpoint-1';
const e2 = 'endpoint-2';

let webhooks: Awaited<ReturnType<typeof openWebhooks>>;
beforeEach(async () => {
  webhooks = await openWebhooks();
});
const created: AnyEvent = { type: 'OrganizationCreated', data: { organizationId, name: 'Lakeside' } };
const invited = (invitationId: string): AnyEvent => ({
  type: 'MemberInvited',
  data: {
    ...{ organizationId, invitationId, email: 'jo@lakeside.example', role: 'member', generation: 1, by: 'mia' },
    ...{ tokenHash: '0'.repeat(64), expiresAt: '2026-11-09T09:00:00.000Z' },
  },
});

it('makes one delivery for each event and endpoint that wants it, however often the event is seen', async () => {
  const { add, facts, put, queued, listed, stack, telling, codec, log, pass } = webhooks;
  await facts(created, invited('i0'));
  pass(SECOND);
  const { url } = await receiver();
  await add(e1, url, ['invitation.sent']);
  await add(e2, url);
  await add('endpoint-3', url, ['member.joined']);
  await add('endpoint-4', url);
  await put('DisableWebhookEndpoint', { endpointId: 'endpoint-4' });
  await facts(invited('i1'));
  await queued(e2, 1);
  for await (const stored of stack.eventStore.readAll(undefined))
    if (stored.type === 'MemberInvited') await telling.react((await codec.decode(stored)) as never);
  const all = await Promise.all([e1, e2, 'endpoint-3', 'endpoint-4'].map((id) => listed(id)));
  expect(all.map(({ length }) => length)).toEqual([1, 1, 0, 0]);
  const ids = all.flat().map(({ deliveryId, eventId }) => [deliveryId, eventId] as const);
  expect(new Set(ids.map(([deliveryId]) => deliveryId)).size).toBe(2);
  expect(new Set(ids.map(([, eventId]) => eventId)).size).toBe(1);
  const told = await log.one(organizationId, e1, String(ids[0]?.[0]));
  expect(JSON.parse(String(told?.payload))).toEqual({
    type: 'invitation.sent',
    timestamp: '2026-11-02T09:00:01.000Z',
    data: { organizationId, invitationId: 'i1', role: 'member', expiresAt: '2026-11-09T09:00:00.000Z', by: 'mia' },
  });
  expect(await listed(e1, 'organization-2')).toEqual([]);
  expect(await log.one('organization-2', e1, String(ids[0]?.[0]))).toBeUndefined();
});

it('tries again by the schedule under the same id, and lists each attempt', async () => {
  const { add, tests, newSender, listed, pass } = webhooks;
  const hooks = await receiver();
  await add(e1, hooks.url);
  await tests(e1, 1);
  const sender = newSender();
  hooks.answers.push(500);
  await sendDue(sender);
  const [failed] = await listed(e1);
  expect(failed).toMatchObject({ status: 'pending', attempts: [{ status: 500, error: 'status_not_2xx' }] });
  const pause = Date.parse(String(failed?.nextAttemptAt)) - Date.parse('2026-11-02T09:00:00.000Z');
  expect(pause / SECOND).toBeGreaterThanOrEqual(5);
  expect(pause / SECOND).toBeLessThanOrEqual(5.5);
  await sendDue(sender);
  expect(hooks.received).toHaveLength(1);
  pass(pause);
  await sendDue(sender);
  const [first, second] = hooks.received;
  expect([second?.id, second?.body]).toEqual([first?.id, first?.body]);
  expect(second?.headers['webhook-timestamp']).not.toBe(first?.headers['webhook-timestamp']);
  expect(await listed(e1)).toMatchObject([
    {
      deliveryId: first?.id,
      status: 'delivered',
      nextAttemptAt: null,
      attempts: [{ status: 200, error: null }, { status: 500 }],
    },
  ]);
  pass(DAY);
  await sendDue(sender);
  expect(hooks.received).toHaveLength(2);
});

it('sends again under the same id where the sender died before it could say that it had', async () => {
  const { add, tests, newSender, listed } = webhooks;
  const hooks = await receiver();
  await add(e1, hooks.url);
  await tests(e1, 1);
  const dying = newSender();
  hooks.answers.push(async (response) => {
    await dying.pool.end();
    response.writeHead(200).end();
  });
  await sendDue(dying);
  expect(await listed(e1)).toMatchObject([{ status: 'pending', attempts: [] }]);
  await sendDue(newSender());
  expect(hooks.received.map(({ id }) => id)).toEqual([hooks.received[0]?.id, hooks.received[0]?.id]);
  expect(await listed(e1)).toMatchObject([{ status: 'delivered', attempts: [{ status: 200 }] }]);
});

it('lets no endpoint hold up another', async () => {
  const { add, tests, newSender } = webhooks;
  const [slow, fast] = [await receiver(), await receiver()];
  await add(e1, slow.url);
  await add(e2, fast.url);
  await tests(e1, 12);
  await tests(e2, 3);
  const held: ServerResponse[] = [];
  slow.answers.push(...Array.from({ length: 12 }, () => (response: ServerResponse) => void held.push(response)));
  const sender = newSender(60_000);
  const stopping = new AbortController();
  await sender.begin(stopping.signal);
  await until(() => fast.received.length === 3 && held.length === 4);
  // A stop lets what is under way end, and begins nothing more.
  stopping.abort();
  for (const response of held) response.writeHead(200).end();
  await sender.idle();
  expect(slow.received).toHaveLength(4);
});

it('disables an endpoint that is gone, at once; nothing more is sent until somebody enables it', async () => {
  const { add, put, tests, newSender, endpointsNow, listed, pass } = webhooks;
  const hooks = await receiver();
  await add(e1, hooks.url);
  await tests(e1, 1);
  hooks.answers.push(410);
  const sender = newSender();
  await sendDue(sender);
  expect((await endpointsNow(organizationId))[e1]).toMatchObject({ disabled: 'gone' });
  const [{ deliveryId = '' } = {}] = await listed(e1);
  expect(await listed(e1)).toMatchObject([{ status: 'failed', nextAttemptAt: null }]);
  pass(SECOND);
  await put('EnableWebhookEndpoint', { endpointId: e1 });
  await put('RequestWebhookRedelivery', { endpointId: e1, deliveryId });
  await until(async () => (await listed(e1))[0]?.status === 'pending');
  await sendDue(sender);
  expect(hooks.received.map(({ id }) => id)).toEqual([deliveryId, deliveryId]);
  expect(await listed(e1)).toMatchObject([{ status: 'delivered', attempts: [{ status: 200 }, { status: 410 }] }]);
  await put('RemoveWebhookEndpoint', { endpointId: e1 });
  await until(async () => (await listed(e1)).length === 0);
});

it('ends with its organization: nothing is told, sent or kept any more, not even of the end itself', async () => {
  const { add, facts, tests, newSender, endpointsNow, listed, ended, pass } = webhooks;
  await facts(created);
  const hooks = await receiver();
  await add(e1, hooks.url);
  await add(e2, hooks.url);
  await tests(e1, 2);
  hooks.answers.push(500, 500);
  const sender = newSender();
  await sendDue(sender);
  expect(hooks.received).toHaveLength(2);
  pass(HOUR);
  await facts(
    { type: 'OrganizationDeleted', data: { organizationId, by: 'mia' } },
    { type: 'MemberRemoved', data: { organizationId, userId: 'mia', by: 'mia' } },
  );
  expect(await endpointsNow(organizationId)).toEqual({});
  await sendDue(sender);
  await until(async () => (await ended()).length === 2);
  expect((await ended()).map(({ data }) => data)).toMatchObject([{ endpointId: e1 }, { endpointId: e2 }]);
  await until(async () => (await listed(e1)).length === 0);
  expect(await listed(e2)).toEqual([]);
  await sendDue(sender);
  expect(hooks.received).toHaveLength(2);
});

it('gives up after ten attempts, and disables after five days of nothing but failures', async () => {
  const { add, tests, newSender, endpointsNow, listed, pass, clock } = webhooks;
  const hooks = await receiver();
  await add(e1, hooks.url);
  await tests(e1, 1);
  hooks.answers.push(...Array.from({ length: 11 }, () => 503));
  const sender = newSender();
  const began = clock.now().getTime();
  const passTo = (time: number) => pass(time - clock.now().getTime());
  for (let attempts = 0; attempts < 10; attempts++) {
    const next = (await listed(e1))[0]?.nextAttemptAt;
    passTo(Date.parse(String(next)));
    await sendDue(sender);
  }
  expect(hooks.received).toHaveLength(10);
  expect((await listed(e1))[0]).toMatchObject({ status: 'failed', nextAttemptAt: null });
  expect((await listed(e1))[0]?.attempts).toHaveLength(10);
  const took = (clock.now().getTime() - began) / HOUR;
  expect(took).toBeGreaterThanOrEqual(75.5);
  expect(took).toBeLessThanOrEqual(83.1);
  expect((await endpointsNow(organizationId))[e1]).toMatchObject({ disabled: null });
  passTo(began + 5 * DAY);
  await tests(e1, 1);
  await sendDue(sender);
  expect((await endpointsNow(organizationId))[e1]).toMatchObject({ disabled: 'failing' });
});
