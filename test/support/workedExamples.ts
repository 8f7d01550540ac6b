import { expect } from 'vitest';
import { type BillingAnswer, BillingClient } from './billingClient.js';
import type { Product } from './product.js';
import { runTool } from './productTool.js';
import { until } from './until.js';

const price = (baseAmount: number, seatAmount = 0) => ({ interval: 'month', currency: 'usd', baseAmount, seatAmount });
const calls = (unitAmount: string) => ({
  meter: 'agent_runs',
  included: 0,
  limit: 'soft',
  overage: { usd: [{ upTo: null, unitAmount }] },
});
const plan = (name: string, sold: object, meters: object[] = []) => ({
  name,
  description: '',
  prices: [sold],
  includedSeats: 1,
  maxSeats: 100,
  meters,
  features: [],
  trialDays: 0,
});
const amounts = [1_000, 1_800, 1_900, 2_000, 3_000, 3_252, 4_900, 6_000, 9_900, 14_500, 20_000];

/** Sells the plans of the worked examples: `p<cents>`, seats, and calls by the hundred. */
export async function sellExamplePlans(product: Product): Promise<void> {
  const plans = [
    ...amounts.map((amount) => [`p${amount}`, plan(`${amount}`, price(amount))] as const),
    ['seats3000', plan('Seats', price(0, 3_000))],
    ['seats1000', plan('Cheap seats', price(1_000, 1_000))],
    ['calls10', plan('10 for 100', price(1_000), [calls('0.1')])],
    ['calls15', plan('15 for 100', price(2_000), [calls('0.15')])],
  ] as const;
  for (const [planId, terms] of plans) {
    expect((await runTool(product, 'plans', 'draft', planId, JSON.stringify(terms))).failure).toBeNull();
    expect((await runTool(product, 'plans', 'publish', planId)).failure).toBeNull();
  }
  await until(async () => !(await runTool(product, 'plans', 'list')).printed.includes('not yet'));
}

/** An organization's subscription and the ends of its first period, in milliseconds. */
export type Shown = Readonly<{ client: BillingClient; from: number; to: number; id: string; customer: string }>;

type Line = Readonly<{ amount: number }>;
type Told = Readonly<{ invoiceId: string; total: number; status: string }>;

export const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();
export const linesOf = ({ lines }: Readonly<{ lines: readonly Line[] }>): number[] => lines.map(({ amount }) => amount);

/** An organization on a plan, paid with a card that works. */
export async function started(product: Product, organizationId: string, wanted: object): Promise<Shown> {
  const client = new BillingClient(product, organizationId);
  const { status, body } = await client.send('POST', 'subscription', { paymentMethodId: 'pm_card_visa', ...wanted });
  expect({ status, body }).toMatchObject({ status: 201, body: { status: 'active' } });
  const [from, to] = [Date.parse(body.currentPeriodStart), Date.parse(body.currentPeriodEnd)];
  return { client, from, to, id: body.subscriptionId, customer: body.customerId };
}

/** The invoices our API shows, oldest first; none while it is asked too often or lags. */
export async function totalsOf({ client }: Shown): Promise<Told[]> {
  const { status, body } = await client.ask('invoices?limit=200');
  return status === 200 ? body.data.toReversed() : [];
}

/** The amounts of the lines of every invoice our API shows, oldest first, once there are so many. */
export async function invoiced(own: Shown, count: number): Promise<number[][]> {
  await until(async () => (await totalsOf(own)).filter(({ status }) => status !== 'draft').length === count);
  const details: number[][] = [];
  for (const { invoiceId } of await totalsOf(own)) {
    details.push(linesOf((await own.client.ask(`invoices/${invoiceId}`)).body));
  }
  return details;
}

const counted = (at: number | undefined) => (at === undefined ? {} : { prorationDate: instant(at) });

/** What the preview says of a change at an instant. */
export async function preview({ client }: Shown, wanted: object, at?: number): Promise<BillingAnswer['body']> {
  const { status, body } = await client.send('POST', 'subscription/preview', { ...wanted, ...counted(at) });
  expect({ status, body }).toMatchObject({ status: 200 });
  return body;
}

/** Makes a change as of an instant. */
export async function change({ client }: Shown, wanted: object, at?: number): Promise<void> {
  const { status, body } = await client.send('PATCH', 'subscription', { ...wanted, ...counted(at) });
  expect({ status, body }).toMatchObject({ status: 200 });
}

/** The seller changes the plan at Stripe, past our API. */
export async function sellerChanges({ client, id }: Shown, planId: string, how: 'none' | 'create_prorations') {
  const { data } = await client.stripe.prices.list({ lookup_keys: [`plan:${planId}:v1:month:usd:base`] });
  const { items } = await client.stripe.subscriptions.retrieve(id);
  await client.stripe.subscriptions.update(id, {
    items: [{ id: String(items.data[0]?.id), price: String(data[0]?.id) }],
    metadata: { planId, planVersion: '1' },
    proration_behavior: how,
  });
  await until(async () => (await client.ask('subscription')).body.planId === planId);
}

export const leave = ({ client }: Shown): Promise<BillingAnswer> => client.send('DELETE', 'subscription?when=now');

const novembers = {
  two: { planId: 'p1000' },
  five: { planId: 'calls10' },
  six: { planId: 'seats3000', seats: 6 },
  seven: { planId: 'p6000' },
  sevenAtStripe: { planId: 'p6000' },
  eleven: { planId: 'p20000', couponCode: 'twenty' },
  thirteen: { planId: 'p1000' },
  thirteenSeats: { planId: 'seats1000', seats: 2 },
  fourteen: { planId: 'p4900' },
  fourteenBack: { planId: 'p1900' },
};

/** An organization for each example that begins with a November; the eleventh saves a fifth and pays VAT. */
export async function startNovember(product: Product): Promise<Readonly<Record<string, Shown>>> {
  const { stripe } = new BillingClient(product, 'any');
  await stripe.coupons.create({ id: 'twenty', percent_off: 20, duration: 'forever' });
  const all: Record<string, Shown> = {};
  for (const [name, wanted] of Object.entries(novembers)) all[name] = await started(product, name, wanted);
  const rate = await stripe.taxRates.create({ display_name: 'VAT', inclusive: false, percentage: 19 });
  await stripe.subscriptions.update(String(all.eleven?.id), { default_tax_rates: [rate.id] });
  return all;
}

/** Calls used at a time, told to Stripe. */
export const use = ({ client, customer }: Shown, value: string, at: string) =>
  client.stripe.billing.meterEvents.create({
    event_name: 'agent_runs',
    payload: { stripe_customer_id: customer, value },
    timestamp: Date.parse(at) / 1_000,
  });
