import type { DemoClient } from './demoClient.js';

/** The plans it buys, in this order. */
export const demoPlans = ['starter', 'pro'] as const;
const [FIRST_PLAN, LATER_PLAN] = demoPlans;
const MONTHS = 12;
const DAY_MS = 86_400_000;
/** How far the last period has come when the demo ends. */
const INTO_THE_LAST_PERIOD_MS = 9 * DAY_MS;
/** A renewal's draft is finalized and charged an hour later. */
const AFTER_RENEWAL_MS = 2 * 3_600_000;
const UPGRADE_AFTER = 3;
const MORE_SEATS_AFTER = 5;
const FAILING_RENEWAL = 8;
const USAGE_EVERY_HOURS = 3;
const ALMOST_MS = 2 * 3_600_000;

const monthsAfter = (start: Date, months: number): Date =>
  new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months, start.getUTCDate(), start.getUTCHours()));

/** When the organization subscribes: a year and some days ago, on a day that every month has. */
export function demoStart(now: Date): Date {
  const day = new Date(now.getTime() - INTO_THE_LAST_PERIOD_MS);
  return new Date(
    Date.UTC(day.getUTCFullYear(), day.getUTCMonth() - MONTHS, Math.min(28, day.getUTCDate()), day.getUTCHours()),
  );
}

/**
 * A year of the demo organization, lived through our API on the simulator's clock: it begins small, upgrades, takes more
 * seats, and once its card is refused before it pays after all. Interrupted, it goes on where it was.
 */
export async function liveDemoYear(client: DemoClient, startsAt: Date, now: Date): Promise<void> {
  await client.command('start', 'POST', '/billing/subscription', {
    planId: FIRST_PLAN,
    paymentMethodId: 'pm_card_visa',
    seats: 3,
  });
  await client.introduce();
  for (let month = 1; month <= MONTHS; month++) {
    const renewal = monthsAfter(startsAt, month);
    if (month === FAILING_RENEWAL) await failOnce(client, renewal);
    await client.advanceTo(new Date(renewal.getTime() + AFTER_RENEWAL_MS));
    await client.untilInvoices((invoices) => paidSince(invoices, renewal) > 0);
    if (month === UPGRADE_AFTER)
      await client.command('upgrade', 'PATCH', '/billing/subscription', { planId: LATER_PLAN });
    if (month === MORE_SEATS_AFTER) await client.command('seats', 'PATCH', '/billing/subscription', { seats: 12 });
  }
  // Not quite to the present before all is done: a clock that is behind is how an interrupted demo is known.
  const almost = new Date(now.getTime() - ALMOST_MS);
  await client.advanceTo(almost);
  await client.command('usage', 'POST', '/billing/usage', { records: usageUpTo(almost) });
  await client.advanceTo(now);
}

/** Runs of agents and what they read, several a day, since shortly after the last renewal. */
function usageUpTo(end: Date): readonly object[] {
  const hours = INTO_THE_LAST_PERIOD_MS / 3_600_000 - 24;
  return Array.from({ length: Math.floor(hours / USAGE_EVERY_HOURS) }, (_, count) => {
    const at = new Date(end.getTime() - count * USAGE_EVERY_HOURS * 3_600_000).toISOString();
    return [
      { id: `demo-runs-${count}`, meter: 'agent_runs', quantity: 90 + ((count * 37) % 120), at },
      { id: `demo-tokens-${count}`, meter: 'llm_tokens', quantity: 31_000 + ((count * 7_919) % 52_000), at },
    ];
  }).flat();
}

/** The renewal's payment is refused; the retry a day later succeeds. */
async function failOnce(client: DemoClient, renewal: Date): Promise<void> {
  const before = (await client.invoices()).length;
  if ((await client.invoices()).some(({ createdAt }) => new Date(createdAt) >= renewal)) return;
  await client.declineNextPayment();
  await client.advanceTo(new Date(renewal.getTime() + AFTER_RENEWAL_MS));
  await client.untilInvoices(
    (invoices) => invoices.length > before && invoices.some(({ status }) => status === 'open'),
  );
  await client.advanceTo(new Date(renewal.getTime() + AFTER_RENEWAL_MS + DAY_MS));
}

const paidSince = (invoices: readonly { status: string; createdAt: string }[], time: Date): number =>
  invoices.filter(({ status, createdAt }) => status === 'paid' && new Date(createdAt) >= time).length;
