import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BillingClient } from '../support/billingClient.js';
import { newDataFolder } from '../support/dataFolder.js';
import { RunningProduct } from '../support/runningProduct.js';
import { until } from '../support/until.js';
import * as example from '../support/workedExamples.js';

const { change, instant, invoiced, leave, linesOf, preview, sellerChanges, started, totalsOf, use } = example;

/**
 * Prorations as Stripe's documentation and live probes work them out, asked of our preview and then made through our API.
 * The clock runs, so a period begins a second or two late; instants within it are counted from where it began.
 */
const product = new RunningProduct(newDataFolder(), { STRIPE_SIMULATOR_BEGINS: '2020-08-06T21:00:00Z' });
const HOUR = 3_600;
const DAY = 24 * HOUR;
const clock = (iso: string) =>
  new BillingClient(product, 'any').control('clock', { to: Date.parse(iso) / 1_000, settle: true });

beforeAll(async () => {
  await product.start();
  await example.sellExamplePlans(product);
});
afterAll(() => product.dispose());

describe('the worked examples of prorations, previewed and made', () => {
  it('1: an upgrade in the middle of a month, as the documentation shows it', async () => {
    await clock('2020-08-06T21:28:08Z');
    const own = await started(product, 'one', { planId: 'p1000' });
    const at = own.from + (1_598_982_148 - 1_596_749_288) * 1_000;
    expect(own.to - own.from).toBe((1_599_427_688 - 1_596_749_288) * 1_000);
    await clock(instant(at));
    const shown = await preview(own, { planId: 'p3252' }, at);
    expect(linesOf(shown)).toEqual([-166, 541]);
    expect(shown).toMatchObject({
      timing: 'now',
      total: 375,
      dueNow: 375,
      nextCharge: { at: instant(own.to), total: 3_252 },
    });
    expect(shown.total + shown.nextCharge.total).toBe(3_627);
    await change(own, { planId: 'p3252' }, at);
    expect(await invoiced(own, 2)).toEqual([[1_000], [-166, 541]]);
    await clock(instant(own.to + 2 * HOUR * 1_000));
    expect(await invoiced(own, 3)).toEqual([[1_000], [-166, 541], [3_252]]);
    await leave(own);
  });

  it('9: a cancellation now gives nothing back, and the credit of one at Stripe is shown and not paid', async () => {
    await clock('2026-03-01T00:00:00Z');
    const ours = await started(product, 'nineOurs', { planId: 'p9900' });
    const theirs = await started(product, 'nine', { planId: 'p9900' });
    await clock('2026-03-11T06:00:00Z');
    await leave(ours);
    expect(await invoiced(ours, 1)).toEqual([[9_900]]);
    await theirs.client.stripe.subscriptions.cancel(theirs.id, { prorate: true, invoice_now: true });
    expect(await invoiced(theirs, 2)).toEqual([[9_900], [-6_627]]);
    expect((await totalsOf(theirs)).at(-1)).toMatchObject({ total: -6_627, status: 'uncollectible' });
  });

  it('3: credit is for what was debited, also after an upgrade that was not', async () => {
    await clock('2026-04-01T00:00:00Z');
    const own = await started(product, 'three', { planId: 'p1000' });
    await clock('2026-04-11T00:00:00Z');
    await sellerChanges(own, 'p2000', 'none');
    const at = own.from + 20 * DAY * 1_000;
    await clock(instant(at));
    expect(await preview(own, { planId: 'p1000' })).toMatchObject({
      timing: 'periodEnd',
      dueNow: 0,
      nextCharge: { total: 1_000 },
    });
    const shown = await preview(own, { planId: 'p3000' }, at);
    expect(linesOf(shown)).toEqual([-333, 1_000]);
    await change(own, { planId: 'p3000' }, at);
    expect(await invoiced(own, 2)).toEqual([[1_000], [-333, 1_000]]);
    await leave(own);
  });
});

describe('the worked examples of November', () => {
  let all: Readonly<Record<string, example.Shown>>;
  const one = (name: string): example.Shown => all[name] as example.Shown;

  beforeAll(async () => {
    await clock('2026-11-01T00:00:00Z');
    all = await example.startNovember(product);
  });

  it('5: usage is billed at the price it was used at', async () => {
    const own = one('five');
    await clock('2026-11-11T00:00:00Z');
    await use(own, '1000', '2026-11-05T00:00:00Z');
    const at = own.from + 10 * DAY * 1_000;
    const shown = await preview(own, { planId: 'calls15' }, at);
    expect(linesOf(shown).sort((a, b) => a - b)).toEqual([-667, 100, 1_333]);
    await change(own, { planId: 'calls15' }, at);
    await clock('2026-11-11T01:00:00Z');
    await use(own, '500', '2026-11-11T00:30:00Z');
  });

  it('6: more seats credit all of them and debit all of them', async () => {
    const own = one('six');
    const at = own.from + 10 * DAY * 1_000;
    const shown = await preview(own, { seats: 9 }, at);
    expect(linesOf(shown)).toEqual([-10_000, 16_000]);
    expect(shown).toMatchObject({ dueNow: 6_000, nextCharge: { total: 24_000 } });
    await change(own, { seats: 9 }, at);
    expect(await invoiced(own, 2)).toEqual([
      [0, 15_000],
      [-10_000, 16_000],
    ]);
  });

  it('2: half a month of an upgrade', async () => {
    const own = one('two');
    const at = own.from + 15 * DAY * 1_000;
    await clock(instant(at));
    const shown = await preview(own, { planId: 'p2000' }, at);
    expect(linesOf(shown)).toEqual([-500, 1_000]);
    expect(shown).toMatchObject({ dueNow: 500, nextCharge: { total: 2_000 } });
    await change(own, { planId: 'p2000' }, at);
    expect(await invoiced(own, 2)).toEqual([[1_000], [-500, 1_000]]);
  });

  it('7, 11 and 14: cheaper terms wait; dearer ones are prorated to the nearest cent', async () => {
    await clock('2026-11-21T12:00:00Z');
    const down = await preview(one('seven'), { planId: 'p3000' });
    expect(down).toMatchObject({ timing: 'periodEnd', dueNow: 0, nextCharge: { total: 3_000 } });
    await change(one('seven'), { planId: 'p3000' });
    await sellerChanges(one('sevenAtStripe'), 'p3000', 'create_prorations');

    const taxed = await preview(one('eleven'), { planId: 'p14500' });
    const bill = { subtotal: 14_500, discount: 2_900, tax: 2_204, total: 13_804 };
    expect(taxed).toMatchObject({ ...bill, dueNow: 0, nextCharge: { ...bill, amountDue: 13_804 } });
    expect(taxed.taxes).toEqual([{ amount: 2_204, inclusive: false, taxableAmount: 11_600 }]);
    await change(one('eleven'), { planId: 'p14500' });

    expect(await preview(one('fourteen'), { planId: 'p1900' })).toMatchObject({
      nextCharge: { total: 1_900 },
      dueNow: 0,
    });
    const up = one('fourteenBack');
    const at = up.from + 20.5 * DAY * 1_000;
    const shown = await preview(up, { planId: 'p4900' }, at);
    // -601.67 and 1551.67: the direction in which Stripe rounds is known to a cent only.
    expect(linesOf(shown)).toEqual([-602, 1_552]);
    await change(up, { planId: 'p4900' }, at);
    expect(await invoiced(up, 2)).toEqual([[1_900], [-602, 1_552]]);
  });

  it('13: a few cents are not charged but owed with the next invoice', async () => {
    const momentOf = ({ from, to }: example.Shown) => to - (to - from) / 400;
    await clock(instant(Math.max(momentOf(one('thirteen')), momentOf(one('thirteenSeats')))));
    for (const [name, wanted, lines, next] of [
      ['thirteen', { planId: 'p1800' }, [-3, 4], 1_800],
      ['thirteenSeats', { seats: 4 }, [-3, 7], 4_000],
    ] as const) {
      const own = one(name);
      const at = momentOf(own);
      const shown = await preview(own, wanted, at);
      expect(linesOf(shown)).toEqual(lines);
      const owed = lines[0] + lines[1];
      expect(shown).toMatchObject({ total: owed, dueNow: 0, nextCharge: { total: next, amountDue: next + owed } });
      await change(own, wanted, at);
    }
  });

  it('bill in December what was shown in November', async () => {
    await clock('2026-12-01T02:00:00Z');
    const last = async (name: string, count: number) => (await invoiced(one(name), count)).at(-1);
    expect(await last('two', 3)).toEqual([2_000]);
    expect(await last('six', 3)).toEqual([0, 24_000]);
    expect(await last('seven', 2)).toEqual([3_000]);
    expect(await last('sevenAtStripe', 2)).toEqual([-1_900, 950, 3_000]);
    expect((await totalsOf(one('eleven'))).map(({ total }) => total)).toEqual([16_000, 13_804]);
    expect(await last('thirteen', 3)).toEqual([1_800]);
    expect(await last('thirteenSeats', 3)).toEqual([1_000, 3_000]);
    const owed = await one('thirteen').client.stripe.invoices.list({ customer: one('thirteen').customer, limit: 1 });
    expect(owed.data[0]).toMatchObject({ amount_due: 1_801, amount_paid: 1_801 });
    expect((await last('five', 3))?.sort((a, b) => a - b)).toEqual([75, 2_000]);
    for (const own of Object.values(all)) await leave(own);
  });

  it('15: a period that began on the 31st ends with its month and comes back', async () => {
    await clock('2027-01-31T10:00:00Z');
    const own = await started(product, 'fifteen', { planId: 'p1000' });
    for (const day of ['2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31']) {
      const { nextCharge } = await preview(own, { planId: 'p2000' });
      expect(nextCharge.at.slice(0, 13)).toBe(`${day}T10`);
      await clock(`${day}T12:30:00Z`);
      await until(
        async () =>
          Date.parse((await own.client.ask('subscription')).body.currentPeriodEnd) > Date.parse(nextCharge.at),
      );
    }
  });
});
