import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandIdOf } from '../../api/http/middleware/idempotency.js';
import { derivedId } from '../../application/derivedIds.js';
import { apiKeyPermissions } from '../../domain/team/apiKeyPermissions.js';
import type { OrganizationEvent } from '../../domain/team/organization/organization.events.js';
import { HmacAccessTokens } from '../../infrastructure/crypto/accessTokens.js';
import { at, type Called, callOperation, comparable, problem } from '../support/apiCalls.js';
import { type Operation, operationsOf } from '../support/apiOperations.js';
import { expectOfKey } from '../support/expectOfKey.js';
import {
  acme,
  askedByGlobex,
  by,
  customRole,
  foreign,
  globex,
  globexFacts,
  idOf,
  roleFact,
  roles,
} from '../support/fixtures/twoOrganizations.js';
import { givenFacts, givenMember } from '../support/givenOrganization.js';
import { withProductLog } from '../support/productLog.js';
import { expectedAccess, rolesWith } from '../support/routeAccess.js';
import { SharedProduct } from '../support/sharedProduct.js';

const product = new SharedProduct();
let tokens: HmacAccessTokens;
let operations: Operation[];
let url: string;

const token = (role: string, organizationId: string) => {
  const userId = idOf(role, organizationId);
  return tokens.issue({ userId, organizationId, sessionId: derivedId('session', userId) }, 3_600);
};

/** Of billing: made at Stripe, so not known before. */
const foreignOfBilling = { invoiceId: '', paymentMethodId: '', requestId: '' };

const call = (operation: Called, bearer: string | undefined, headers?: Readonly<Record<string, string>>) =>
  callOperation(url, operation, bearer, headers);
/** Where a permission is not all that it takes. */
const beyondPermission = new Set(['removeMember', 'transferOwnership', 'deleteOrganization']);
const guarded = () => operations.filter(({ permission }) => permission.includes(':'));

beforeAll(async () => {
  url = String((await product.start()).http);
  tokens = new HmacAccessTokens([product.secrets().jwtSecret], { now: () => new Date(Date.now()) });
  operations = operationsOf((await (await fetch(`${url}/openapi.json`)).json()) as never);
  await withProductLog(product.stores(), async (log) => {
    for (const organizationId of [acme, globex]) {
      for (const role of [...roles, 'gone', 'away']) {
        const userId = idOf(role, organizationId);
        const held = role === 'custom' ? customRole : role === 'gone' || role === 'away' ? 'owner' : role;
        await givenMember(log, { organizationId, userId, sessionId: derivedId('session', userId), role: held });
      }
    }
    const owner = idOf('owner', acme);
    const of = (who: string) => ({ organizationId: acme, userId: idOf(who, acme), by: owner });
    const facts: OrganizationEvent[] = [
      roleFact(acme, customRole, owner),
      { type: 'MemberRemoved', data: of('gone') },
      { type: 'MemberSuspended', data: of('away') },
    ];
    await givenFacts(log, acme, owner, ...facts);
    await givenFacts(log, globex, by, ...globexFacts);
  });
  const bearer = await token('owner', globex);
  for (const [key, operation] of Object.entries(askedByGlobex))
    expect([201, 202]).toContain((await call(operation, bearer, { 'idempotency-key': key })).status);
  const first = async (path: string) => {
    const asked = await call({ method: 'GET', path: `/api/v1/billing/${path}`, query: '', body: undefined }, bearer);
    return (JSON.parse(asked.text) as { data: Record<string, string>[] }).data[0] ?? {};
  };
  foreignOfBilling.invoiceId = String((await first('invoices')).invoiceId);
  foreignOfBilling.paymentMethodId = String((await first('payment-methods')).paymentMethodId);
  foreignOfBilling.requestId = commandIdOf(globex, by, 'startSubscription', 'buy');
}, 120_000);
afterAll(() => product.dispose());

describe('every operation of the API', () => {
  it('is expected, and takes what is expected of it', () => {
    expect(Object.fromEntries(operations.map(({ operationId, permission }) => [operationId, permission]))).toEqual(
      expectedAccess,
    );
  });

  it('answers nobody: one and the same 401 to no token, a forged one, an API key of nobody', async () => {
    const bodies = new Set<string>();
    for (const operation of operations.filter(({ permission }) => permission !== 'public')) {
      for (const bearer of [undefined, 'abc', 'ok_live_nobody_nothing']) {
        const { status, text } = await call(at(operation), bearer);
        expect([operation.operationId, status]).toEqual([operation.operationId, 401]);
        bodies.add(comparable(text));
      }
    }
    expect(bodies.size).toBe(1);
  });

  it.each(roles)('lets an %s do what the role covers in the own organization, and nothing else', async (role) => {
    const bearer = await token(role, acme);
    for (const operation of guarded()) {
      const { operationId, permission } = operation;
      const { status, text } = await call(at(operation), bearer);
      const may = rolesWith[permission as keyof typeof rolesWith].split(' ').includes(role);
      if (may) {
        expect([operationId, status, text]).not.toEqual([operationId, 401, text]);
        expect(status, `${operationId}: ${text}`).toBeLessThan(500);
        if (status === 403) expect([operationId, problem(text).code]).not.toEqual([operationId, 'not_a_member']);
        if (status === 403 && !beyondPermission.has(operationId))
          expect([operationId, problem(text).code]).not.toEqual([operationId, 'permission_missing']);
      } else {
        expect([operationId, status]).toEqual([operationId, 403]);
        expect(problem(text)).toMatchObject({
          code: 'permission_missing',
          permission,
          role: role === 'custom' ? customRole : role,
          decidedBy: { rule: 'roleHasPermission', type: 'MemberJoined', eventId: expect.any(String) },
        });
      }
    }
  });

  it.each([
    ['everything that a key can hold', apiKeyPermissions],
    ['next to nothing', ['organization:read']],
  ] as const)('lets an API key with %s do that, and nothing that is a person’s', async (name, granted) => {
    const terms = JSON.stringify({ name, permissions: granted });
    const asked = { method: 'POST', path: '/api/v1/api-keys', query: '', body: terms };
    const made = await call(asked, await token('owner', acme));
    expect(made).toMatchObject({ status: 201 });
    const { secret } = JSON.parse(made.text) as { secret: string };
    const done: string[] = [];
    for (const operation of operations.filter(({ permission }) => permission !== 'public')) {
      if (expectOfKey(operation, granted, await call(at(operation), secret))) done.push(operation.operationId);
    }
    expect(done).toEqual(expect.arrayContaining(granted.length > 1 ? ['recordUsage', 'listMembers'] : ['listDomains']));
  });

  it.each([
    ['gone', 'not_a_member', 'member', 'MemberRemoved'],
    ['away', 'membership_suspended', 'notSuspended', 'MemberSuspended'],
  ])('lets who is %s do nothing, and names the event', async (who, code, rule, type) => {
    const bearer = await token(who, acme);
    for (const operation of guarded()) {
      const { status, text } = await call(at(operation), bearer);
      expect([operation.operationId, status]).toEqual([operation.operationId, 403]);
      expect(problem(text)).toMatchObject({ code, decidedBy: { rule, type, eventId: expect.any(String) } });
    }
  });

  it('lets a member of another organization do nothing with a token that names ours', async () => {
    const userId = idOf('owner', globex);
    const claims = { userId, organizationId: acme, sessionId: derivedId('session', userId) };
    const bearer = await tokens.issue(claims, 3_600);
    for (const operation of guarded()) {
      const { status, text } = await call(at(operation), bearer, { 'x-tenant-id': globex });
      expect([operation.operationId, status]).toEqual([operation.operationId, 403]);
      expect(problem(text)).toMatchObject({ code: 'not_a_member', decidedBy: { rule: 'member', eventId: null } });
    }
  });

  it('answers an id of another organization as one that nobody has, to the byte', async () => {
    const bearer = await token('owner', acme);
    const nowhere = { domain: 'nowhere-industries.com', invoiceId: 'in_nowhere', paymentMethodId: 'pm_nowhere' };
    // Names a feature of a plan, not a thing of somebody's.
    const named = guarded().filter(({ pathParameters }) => pathParameters.some((name) => name !== 'feature'));
    const answers: [string, number, boolean][] = [];
    for (const operation of named) {
      const theirs = operation.path.includes('/billing/') ? foreignOfBilling : foreign;
      const { operationId, pathParameters } = operation;
      expect(Object.keys(theirs), operationId).toEqual(expect.arrayContaining([...pathParameters]));
      const key = (kind: string) => ({ 'idempotency-key': `${kind} ${operationId}` });
      const ofOthers = await call(at(operation, theirs), bearer, key('others'));
      const ofNobody = await call(at(operation, nowhere), bearer, key('nobody'));
      answers.push([operationId, ofOthers.status, comparable(ofOthers.text) === comparable(ofNobody.text)]);
    }
    expect(answers).toEqual(answers.map(([operationId]) => [operationId, 404, true]));
    expect(named.length).toBeGreaterThan(20);
  });

  it('takes no organization from a header', async () => {
    const bearer = await token('owner', acme);
    for (const operation of guarded().filter(
      ({ method, pathParameters }) => method === 'GET' && pathParameters.length === 0,
    )) {
      if (/export|Review/i.test(operation.operationId)) continue;
      const [plain, headed] = [await call(operation, bearer), await call(operation, bearer, { 'x-tenant-id': globex })];
      expect([operation.operationId, headed.status, comparable(headed.text)]).toEqual([
        operation.operationId,
        plain.status,
        comparable(plain.text),
      ]);
    }
  });
});
