import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BillingClient } from '../support/billingClient.js';
import { ProductClient } from '../support/productClient.js';
import { SharedProduct } from '../support/sharedProduct.js';

const product = new SharedProduct();

beforeAll(async () => {
  await product.start();
});
afterAll(() => product.dispose());

const pages = { successUrl: 'http://localhost:3001/', cancelUrl: 'http://localhost:3001/' };
const buying = [
  ['POST', 'subscription', { planId: 'starter' }],
  ['PATCH', 'subscription', { planId: 'starter' }],
  ['POST', 'subscription/preview', { planId: 'starter' }],
  ['POST', 'checkout-session', { planId: 'starter', ...pages }],
] as const;

describe.each(buying)('%s %s', (method, path, body) => {
  const client = new BillingClient(product, 'billed-in-eur');
  const send = (more: object) => client.send(method, path, { ...body, ...more });

  beforeAll(async () => {
    // Once for all of them: the others are told that it is there.
    await client.send('POST', 'subscription', { planId: 'free', currency: 'eur' });
    expect((await client.ask('subscription')).body).toMatchObject({ currency: 'eur' });
  });

  it('in another currency than the organization is billed in is refused', async () => {
    expect(await send({ currency: 'usd' })).toMatchObject({ status: 422, body: { code: 'currency_mismatch' } });
  });

  it.each([
    ['currency', ['XXX', 'xxx', 'USD', 'us', ''], 'unknown_currency'],
    ['currency', [7, null, ['usd']], 'invalid_type'],
    ['seats', [-1, -0, 0, 100_001], 'out_of_range'],
    ['seats', [0.1, 10.005, '1e3', '0x10', ' 5 ', '', [7], true], 'invalid_type'],
  ])('takes no %s like %j', async (field, values, code) => {
    for (const value of values)
      expect([value, await send({ [field]: value })]).toMatchObject([
        value,
        { status: 422, body: { code: 'invalid_body', errors: [{ pointer: `/${field}`, code }] } },
      ]);
  });

  it.each(['price', 'amount', 'tax', 'status', 'tenantId'])('lets the server decide the %s', async (field) => {
    const refused = { status: 422, body: { code: 'unknown_field', errors: [{ pointer: `/${field}` }] } };
    expect(await send({ [field]: 1 })).toMatchObject(refused);
  });
});

const early = '2026-03-01T00:00:00Z';
const late = '2026-03-02T00:00:00Z';
const notDate = ['invalid_parameter', 'invalid_date'] as const;

describe('a date', () => {
  it.each([
    ['analytics/usage?from=2026-02-30&to=2026-03-01', ...notDate],
    ['analytics/top-events?from=2026-03-01&to=10000-01-01', ...notDate],
    ['team/activity?from=2026-02-30T00:00:00Z', ...notDate],
    ['team/activity?from=2026-03-01T00:00:00', ...notDate],
    ['team/activity/export?format=csv&to=10000-01-01T00:00:00Z', ...notDate],
    ['billing/subscription?asOf=2026-02-30T00:00:00Z', ...notDate],
    ['billing/usage?period=2026-03-01', ...notDate],
    ['billing/usage/records?periodStart=2026-02-30T00:00:00Z', ...notDate],
    ['analytics/usage?from=2026-03-02&to=2026-03-01', 'invalid_range', undefined],
    ['analytics/top-events?from=2026-03-02&to=2026-03-01', 'invalid_range', undefined],
    ['analytics/usage?from=2020-01-01&to=2026-01-01', 'range_too_large', undefined],
    [`team/activity?from=${late}&to=${early}`, 'invalid_range', undefined],
    [`team/activity/export?format=csv&from=${late}&to=${early}`, 'invalid_range', undefined],
  ])('in %s is refused as %s', async (path, code, error) => {
    const answer = await new ProductClient(product).get('dates', path);
    const expected = error === undefined ? { code } : { code, errors: [{ code: error }] };
    expect(answer).toMatchObject({ status: 422, body: expected });
  });

  it('of a proration that is none is refused', async () => {
    for (const prorationDate of ['2026-02-30T00:00:00Z', '10000-01-01T00:00:00Z', '2026-03-01T00:00:00', ''])
      expect(
        await new BillingClient(product, 'dates').send('PATCH', 'subscription', { planId: 'pro', prorationDate }),
      ).toMatchObject({
        status: 422,
        body: { code: 'invalid_body', errors: [{ pointer: '/prorationDate', code: 'invalid_date' }] },
      });
  });
});

/** Of billing, what changes something without an Idempotency-Key: no money moves, or the records have ids of their own. */
const withoutKey = [
  'recordUsage',
  'previewSubscriptionChange',
  'setSeatsPolicy',
  'withdrawBillingRequest',
  'receiveStripeEvent',
];

it('every command about money demands an Idempotency-Key', async () => {
  type Documented = { operationId: string; parameters?: { $ref?: string }[] };
  const document = (await (await fetch(`${product.runtime().http}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, Documented>>;
  };
  const commands = Object.entries(document.paths).flatMap(([path, methods]) =>
    path.startsWith('/api/v1/billing/')
      ? Object.entries(methods).flatMap(([method, operation]) => (method === 'get' ? [] : [operation]))
      : [],
  );
  const demanded = '#/components/parameters/RequiredIdempotencyKey';
  const free = commands.filter(({ parameters = [] }) => !parameters.some(({ $ref }) => $ref === demanded));
  expect(free.map(({ operationId }) => operationId).sort()).toEqual([...withoutKey].sort());
  const token = await new ProductClient(product).token('keys');
  const pay = await fetch(`${product.runtime().http}/api/v1/billing/invoices/in_1/pay`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
  expect([pay.status, await pay.json()]).toMatchObject([400, { code: 'idempotency_key_required' }]);
});
