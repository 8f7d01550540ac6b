import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { derivedId } from '../../application/derivedIds.js';
import { HmacAccessTokens } from '../../infrastructure/crypto/accessTokens.js';
import { givenMember, givenSessionEnd } from '../support/givenOrganization.js';
import { withProductLog } from '../support/productLog.js';
import { SharedProduct } from '../support/sharedProduct.js';
import { socketClient } from '../support/socketClient.js';

const product = new SharedProduct();
const organizationId = derivedId('effects', 'organization');
let tokens: HmacAccessTokens;
let url: string;
let gateway: string;
let people = 0;

beforeAll(async () => {
  const runtime = await product.start();
  [url, gateway] = [`${runtime.http}/api/v1/`, String(runtime.gateway)];
  tokens = new HmacAccessTokens([product.secrets().jwtSecret], { now: () => new Date(Date.now()) });
}, 60_000);
afterAll(() => product.dispose());

/** A member with a session, over HTTP and with a socket open. */
async function person(role: string) {
  const userId = derivedId('effects', people++);
  const claims = { userId, organizationId, sessionId: derivedId('effects session', userId) };
  await withProductLog(product.stores(), (log) => givenMember(log, { ...claims, role }));
  const token = await tokens.issue(claims, 600);
  const call = async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
  };
  const socket = socketClient(gateway, { token });
  await socket.first('welcome');
  return { ...claims, token, call, socket };
}

/**
 * How a socket ended, and whether it was told at once and not found out by a later check of the token. A second is what
 * is promised and what it takes a tenth of; a busy machine is left five.
 */
async function endOf(socket: Awaited<ReturnType<typeof person>>['socket']) {
  const since = performance.now();
  const { code } = await socket.ended;
  return { code, atOnce: performance.now() - since < 5_000 };
}

describe('the next request, and at once the socket, of a member who is', () => {
  it('removed, are refused, naming the removal', async () => {
    const [owner, jo] = [await person('owner'), await person('admin')];
    expect((await jo.call('GET', 'team/members')).status).toBe(200);
    expect((await owner.call('DELETE', `team/members/${jo.userId}`)).status).toBe(200);
    const [refused, ended] = [await jo.call('GET', 'team/members'), await endOf(jo.socket)];
    expect(refused).toMatchObject({
      status: 403,
      body: { code: 'not_a_member', decidedBy: { rule: 'member', type: 'MemberRemoved' } },
    });
    expect(ended).toEqual({ code: 4403, atOnce: true });
  });

  it('suspended, are refused until reactivated', async () => {
    const [owner, jo] = [await person('owner'), await person('member')];
    expect((await owner.call('POST', `team/members/${jo.userId}/suspend`)).status).toBe(200);
    const [refused, ended] = [await jo.call('GET', 'team/members'), await endOf(jo.socket)];
    expect(refused).toMatchObject({
      status: 403,
      body: { code: 'membership_suspended', decidedBy: { rule: 'notSuspended', type: 'MemberSuspended' } },
    });
    expect(ended).toEqual({ code: 4403, atOnce: true });
  });

  it('given a role with less, are refused what it lacks, and the socket goes on with what it has', async () => {
    const [owner, jo] = [await person('owner'), await person('admin')];
    jo.socket.send({ type: 'watch', resource: 'billing.subscription' });
    await jo.socket.first('changed');
    expect((await owner.call('PATCH', `team/members/${jo.userId}`, { role: 'viewer' })).status).toBe(200);
    expect(await jo.call('GET', 'billing/invoices')).toMatchObject({
      status: 403,
      body: {
        ...{ code: 'permission_missing', permission: 'billing:read', role: 'viewer' },
        decidedBy: { rule: 'roleHasPermission', type: 'MemberRoleChanged' },
      },
    });
    expect(await jo.socket.first('error')).toMatchObject({ code: 'forbidden' });
    expect((await jo.call('GET', 'team/members')).status).toBe(200);
  });

  it('given a custom role that may not read notifications, loses the socket; what the role may, it may at once', async () => {
    const [owner, jo] = [await person('owner'), await person('viewer')];
    const made = await owner.call('POST', 'team/roles', { name: 'Accountant', permissions: ['billing:read'] });
    expect(made.status).toBe(201);
    const role = String(made.body.roleId);
    expect((await owner.call('PATCH', `team/members/${jo.userId}`, { role })).status).toBe(200);
    expect((await jo.call('GET', 'billing/invoices')).status).toBe(200);
    expect(await endOf(jo.socket)).toEqual({ code: 4403, atOnce: true });

    const change = { name: 'Accountant', permissions: [] };
    expect((await owner.call('PUT', `team/roles/${role}`, change)).status).toBe(200);
    expect(await jo.call('GET', 'billing/invoices')).toMatchObject({
      status: 403,
      body: { role, decidedBy: { rule: 'roleHasPermission', type: 'RoleChanged' } },
    });
    expect(await owner.call('DELETE', `team/roles/${role}`)).toMatchObject({
      status: 409,
      body: { code: 'role_in_use' },
    });
    expect((await owner.call('DELETE', `team/roles/${role}?replacement=member`)).status).toBe(200);
    expect((await jo.call('GET', 'billing/invoices')).status).toBe(200);
  });

  it('signed out elsewhere, are refused with the same 401 as any; another process ended the session', async () => {
    const jo = await person('member');
    expect((await jo.call('GET', 'team/members')).status).toBe(200);
    await withProductLog(product.stores(), (log) => givenSessionEnd(log, jo));
    expect(await endOf(jo.socket)).toEqual({ code: 4401, atOnce: true });
    expect(await jo.call('GET', 'team/members')).toMatchObject({ status: 401, body: { code: 'invalid_token' } });
  });
});

it('access is told as of before and after, by whom and through which event; a review can be taken away once recorded', async () => {
  const [owner, jo] = [await person('owner'), await person('member')];
  const before = await owner.call('GET', 'team/access');
  await owner.call('PATCH', `team/members/${jo.userId}`, { role: 'admin' });
  const of = (answer: typeof before) =>
    (answer.body.data as Record<string, unknown>[]).find(({ userId }) => userId === jo.userId);
  const now = await owner.call('GET', 'team/access');
  const { position } = before.body.upTo as { position: string };
  const then = await owner.call('GET', `team/access?asOf=${position}`);
  expect(of(then)).toEqual(of(before));
  expect(of(then)).toMatchObject({ role: 'member', grant: { type: 'MemberJoined' } });
  expect(of(now)).toMatchObject({
    role: 'admin',
    grant: { type: 'MemberRoleChanged', by: { id: owner.userId, name: `Person ${owner.userId}` } },
  });
  expect((await jo.call('GET', 'team/access')).status).toBe(200);
  expect(await owner.call('GET', 'team/access/review?quarter=2090-Q1')).toMatchObject({ status: 422 });
  expect((await jo.call('GET', 'team/access/review?quarter=2026-Q5')).status).toBe(422);
});

it.each(['csv', 'jsonl'])('a review as %s is recorded with the hash of its bytes before it leaves', async (format) => {
  const owner = await person('owner');
  const at = new Date(Date.now());
  const quarter = `${at.getUTCFullYear()}-Q${Math.floor(at.getUTCMonth() / 3) + 1}`;
  const answer = await fetch(`${url}team/access/review?quarter=${quarter}&format=${format}`, {
    headers: { authorization: `Bearer ${owner.token}` },
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  const sha256 = createHash('sha256').update(bytes);
  expect(answer.status).toBe(200);
  expect(bytes.toString()).toContain(owner.userId);
  const recorded = await withProductLog(product.stores(), async ({ eventStore }) => {
    for await (const event of eventStore.readStream(`accessReview-${organizationId}`))
      if (event.id === answer.headers.get('objecta-export-event')) return event;
    return undefined;
  });
  const digest = sha256.digest();
  expect(answer.headers.get('content-digest')).toBe(`sha-256=:${digest.toString('base64')}:`);
  expect(recorded).toMatchObject({
    type: 'AccessReviewExported',
    data: { quarter, format, sha256: digest.toString('hex'), by: owner.userId },
  });
});
