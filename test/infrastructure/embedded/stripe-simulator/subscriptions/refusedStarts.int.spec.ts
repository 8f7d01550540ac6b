import { describe, expect, it } from 'vitest';
import { priceOf } from '../../../../support/stripeBilling.js';
import { TEST_TIME } from '../../../../support/stripeSimulation.js';
import { DAY, subscriptionsForEach } from '../../../../support/subscriptionsForEach.js';

const own = subscriptionsForEach('starting');
const { start } = own;

describe('what cannot start', () => {
  it.each([
    [{ items: [{ price: 'price_none' }] }, 'resource_missing', 'items[0][price]'],
    [{ default_payment_method: 'pm_none' }, 'resource_missing', 'default_payment_method'],
    [{ payment_behavior: 'pending_if_incomplete' as const }, undefined, 'payment_behavior'],
    [{ trial_end: TEST_TIME + DAY, trial_period_days: 3 }, 'parameters_exclusive', 'trial_end'],
    [{ collection_method: 'send_invoice' as const }, undefined, 'days_until_due'],
    [{ discounts: [{ coupon: 'none' }] }, 'resource_missing', 'discounts[0][coupon]'],
    [{ coupon: 'none' } as object, 'parameter_unknown', 'coupon'],
    [{ cancel_at_period_end: true, cancel_at: TEST_TIME + DAY }, 'parameters_exclusive', 'cancel_at'],
  ])('%j', async (more, code, param) => {
    await expect(start('pm_card_visa', more)).rejects.toMatchObject({ statusCode: 400, code, param });
  });

  it('two items of one price, none at all, or of two currencies', async () => {
    const dollars = await priceOf(own, 100, { currency: 'usd' });
    await expect(start('pm_card_visa', { items: [{ price: own.price.id }, { price: own.price.id }] })).rejects.toThrow(
      'same price',
    );
    await expect(start('pm_card_visa', { items: [] })).rejects.toMatchObject({ statusCode: 400 });
    const mixed = start('pm_card_visa', { items: [{ price: own.price.id }, { price: dollars.id }] });
    await expect(mixed).rejects.toMatchObject({ statusCode: 400, param: 'items[1][price]' });
  });
});
