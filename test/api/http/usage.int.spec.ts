import { pino } from 'pino';
import { Registry } from 'prom-client';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { usageRoutes } from '../../../api/http/billing/usage.routes.js';
import { createHttpApp } from '../../../api/http/server.js';
import { billingAccountDecider } from '../../../domain/billing/billingAccount/billingAccount.decider.js';
import { planDecider } from '../../../domain/billing/plan/plan.decider.js';
import { billingAccountStream, planStream } from '../../../domain/billing/streams.js';
import { HmacAccessTokens } from '../../../infrastructure/crypto/accessTokens.js';
import { PostgresIdempotencyKeys } from '../../../infrastructure/postgres/idempotencyKeys.js';
import { organizationId, sync } from '../../support/fixtures/billing.js';
import { draft, meter, publish, terms } from '../../support/fixtures/plans.js';
import { knownCallers } from '../../support/knownCallers.js';
import { contextOf, openUsage } from '../../support/usageStack.js';
import { expectProblem } from './support/expectProblem.js';

const now = new Date('2026-11-24T12:00:00.000Z');
const clock = { now: () => now };
const SECRET = 'a secret of the tests, 32 bytes or more';
const hour = (ago: number) => new Date(now.getTime() - ago * 3_600_000).toISOString();
const month = { currentPeriodStart: '2026-11-03T09:00:00.000Z', currentPeriodEnd: '2026-12-03T09:00:00.000Z' };

/** An organization on a plan with a hard meter of 100 and a soft one of 10, behind the real routes. */
async function startApi() {
  const usage = await openUsage(clock);
  const process = usage.process();
  const { handleCommand } = process;
  const meters = [
    meter({ limit: 'hard', overage: {} }),
    meter({ meter: 'documents', included: 10, overage: { usd: [{ upTo: null, unitAmount: '2.5' }] } }),
  ];
  await handleCommand(planStream('pro'), planDecider, draft(terms({ meters })), contextOf('draft', organizationId));
  await handleCommand(planStream('pro'), planDecider, publish(1), contextOf('publish', organizationId));
  const account = billingAccountStream(organizationId);
  const started = sync('updated', now.toISOString(), { ...month, startedAt: month.currentPeriodStart });
  await handleCommand(account, billingAccountDecider, started, contextOf('sync', organizationId));
  const accessTokens = new HmacAccessTokens([SECRET], clock);
  const known = knownCallers(accessTokens, clock);
  const { listen } = createHttpApp({
    routes: usageRoutes(usage.queries, { recordUsage: process.record, termsOf: process.termsOf, clock }),
    accessTokens,
    callers: known.callers,
    idempotencyKeys: new PostgresIdempotencyKeys(usage.pool),
    progress: usage.progress,
    logger: pino({ level: 'silent' }),
    metrics: new Registry(),
    cursorKey: 'a cursor key of the tests, long enough',
    ...{ corsOrigins: [], hosts: ['127.0.0.1'], health: { services: {}, projectors: () => [] } },
    info: { title: 'Usage', version: '1.0.0', publicUrl: 'http://localhost:3001' },
  });
  const server = await listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(() => server.close(1_000));
  const token = await known.issue({ userId: 'tester', organizationId, sessionId: 'test' }, 3_600);
  const call = (path: string, init: RequestInit = {}) =>
    fetch(`${server.url}/api/v1/billing/usage${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...init.headers },
    });
  return { ...usage, call, post: (body: string) => call('', { method: 'POST', body }) };
}

type Api = Awaited<ReturnType<typeof startApi>>;
let api: Api;
beforeEach(async () => {
  api = await startApi();
});

const record = (changes: Readonly<Record<string, unknown>> = {}) => ({
  ...{ id: 'a', meter: 'agent_runs', quantity: 3, at: hour(1) },
  ...changes,
});
const bodyOf = (...records: readonly unknown[]) => JSON.stringify({ records });

describe('usage over HTTP', () => {
  it('is accepted once and shown beside the plan', async () => {
    const documents = record({ id: 'b', meter: 'documents', quantity: '14', at: hour(2) });
    const first = await api.post(bodyOf(record(), documents, record()));
    expect(first.status).toBe(202);
    expect(await first.json()).toEqual({ accepted: 2, duplicates: [], late: [] });
    const again = await api.post(bodyOf(documents, record({ at: hour(3) })));
    expect(await again.json()).toEqual({ accepted: 0, duplicates: ['b', 'a'], late: [] });

    const token = first.headers.get('consistency-token') ?? '';
    const shown = await api.call('', { headers: { 'consistency-token': token } });
    const { period, currency, meters } = (await shown.json()) as { period: object; currency: string; meters: object[] };
    expect({ period, currency }).toEqual({
      period: { start: month.currentPeriodStart, end: month.currentPeriodEnd, source: 'subscription' },
      currency: 'usd',
    });
    expect(meters).toMatchObject([
      { meter: 'agent_runs', used: '3', records: 1, included: 100, limit: 100, percentage: 3, overage: null },
      {
        meter: 'documents',
        used: '14',
        included: 10,
        limit: null,
        percentage: 140,
        overage: { quantity: '4', amount: 10 },
      },
    ]);
    const list = await api.call('/records?limit=1&meter=documents', { headers: { 'consistency-token': token } });
    expect(await list.json()).toMatchObject({ data: [{ recordId: 'b', quantity: '14' }], nextCursor: null });
  });

  it('is refused whole when it goes over a hard limit, which is named', async () => {
    expect((await api.post(bodyOf(record({ quantity: 98 })))).status).toBe(202);
    const more = [record({ id: 'b', quantity: 2 }), record({ id: 'c', quantity: 1 })];
    const problem = await expectProblem(await api.post(bodyOf(...more)), 409, 'usage_limit_reached');
    expect(problem).toMatchObject({
      ...{ meter: 'agent_runs', limit: 100, used: 98, asked: 3, resetsAt: month.currentPeriodEnd },
    });
    expect((await api.post(bodyOf(more[0]))).status).toBe(202);
  });

  it('is refused with a pointer when it is not what it should be, and then nothing is recorded', async () => {
    const before = await api.eventStore.head();
    const faults: readonly (readonly [object, string, string])[] = [
      [{ quantity: -1 }, 'quantity', 'out_of_range'],
      [{ quantity: 0.1 }, 'quantity', 'invalid_amount'],
      [{ quantity: '1e3' }, 'quantity', 'invalid_amount'],
      [{ quantity: ' 5 ' }, 'quantity', 'invalid_amount'],
      [{ quantity: '' }, 'quantity', 'invalid_amount'],
      [{ quantity: [7] }, 'quantity', 'invalid_amount'],
      [{ quantity: true }, 'quantity', 'invalid_amount'],
      [{ quantity: 1_000_000_001 }, 'quantity', 'amount_too_large'],
      [{ quantity: undefined }, 'quantity', 'required'],
      [{ at: '2026-02-30T00:00:00.000Z' }, 'at', 'invalid_date'],
      [{ at: '2026-11-24T10:00:00' }, 'at', 'invalid_date'],
      [{ at: '10000-01-01T00:00:00.000Z' }, 'at', 'invalid_date'],
      [{ at: hour(36 * 24) }, 'at', 'too_old'],
      [{ at: hour(-1) }, 'at', 'in_future'],
      [{ id: '' }, 'id', 'too_short'],
      [{ id: 'x'.repeat(129) }, 'id', 'too_long'],
      [{ id: 'two words' }, 'id', 'invalid_format'],
      [{ meter: '__proto__' }, 'meter', 'invalid_format'],
    ];
    for (const [change, field, code] of faults) {
      const answer = await api.post(bodyOf(record(), record({ id: 'b', ...change })));
      const { errors } = await expectProblem(answer, 422, 'invalid_body');
      expect({ change, errors }).toMatchObject({ change, errors: [{ pointer: `/records/1/${field}`, code }] });
    }
    await expectProblem(await api.post(bodyOf(record({ tenantId: 'other' }))), 422, 'unknown_field');
    await expectProblem(await api.post(bodyOf(record({ meter: 'rockets' }))), 422, 'unknown_meter');
    await expectProblem(await api.post(bodyOf()), 422, 'invalid_body');
    await expectProblem(await api.post(bodyOf(...Array(1_001).fill(record()))), 422, 'invalid_body');
    const text = bodyOf(record()).replace('"quantity":3', '"quantity":-0');
    expect((await expectProblem(await api.post(text), 422, 'invalid_body')).errors).toMatchObject([
      { code: 'out_of_range' },
    ]);
    const huge = bodyOf(record()).replace('"quantity":3', '"quantity":9007199254740993');
    await expectProblem(await api.post(huge), 422, 'amount_too_large');
    expect(await api.eventStore.head()).toBe(before);
  });
});
