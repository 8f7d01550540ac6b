import { afterAll, beforeAll, expect, it } from 'vitest';
import { BillingClient } from '../support/billingClient.js';
import { givenMember } from '../support/givenOrganization.js';
import { ProductClient } from '../support/productClient.js';
import { withProductLog } from '../support/productLog.js';
import { SharedProduct } from '../support/sharedProduct.js';
import { until } from '../support/until.js';

const organizationId = 'grows';
const DAN = '0191e0e2-0000-7000-8000-0000000000da';
const product = new SharedProduct();
const client = new BillingClient(product, organizationId);

beforeAll(async () => {
  await product.start();
  await client.send('POST', 'subscription', { planId: 'starter', paymentMethodId: 'pm_card_visa' });
});
afterAll(() => product.dispose());

const subscription = async () => (await client.ask('subscription')).body;
const join = (...people: string[]) =>
  withProductLog(product.stores(), async (log) => {
    for (const userId of people) {
      await givenMember(log, { organizationId, userId, sessionId: `session-${userId}`, role: 'member' });
    }
  });
async function remove(userId: string): Promise<void> {
  const token = await new ProductClient(product).token(organizationId);
  const answer = await fetch(`${product.runtime().http}/api/v1/team/members/${userId}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${token}` },
  });
  expect(answer.status, await answer.text()).toBeLessThan(300);
}

it('buys seats for everybody who joins and gives them back from the next period', async () => {
  expect(await client.ask('seats-policy')).toMatchObject({ status: 200, body: { policy: 'fixed' } });
  expect(await client.send('PUT', 'seats-policy', { policy: 'sometimes' })).toMatchObject({ status: 422 });
  const followed = await client.send('PUT', 'seats-policy', { policy: 'followsTeam' });
  expect(followed).toMatchObject({ status: 200, body: { policy: 'followsTeam' } });
  expect((await subscription()).seats).toBe(3);

  await join('ada', 'bob', 'cyd', DAN);
  await until(async () => (await subscription()).seats === 5);
  const { customerId } = await subscription();
  const { data } = await client.stripe.invoices.list({ customer: customerId, limit: 100 });
  // Everybody's seats for all but seconds of the month, in one bill or several.
  expect(data.reduce((sum, { total }) => sum + total, 0)).toBeGreaterThan(1_900 + 990);
  expect(data.reduce((sum, { total }) => sum + total, 0)).toBeLessThanOrEqual(1_900 + 1_000);

  expect(await client.send('PATCH', 'subscription', { seats: 9 })).toMatchObject({
    status: 409,
    body: { code: 'seats_follow_team' },
  });
  expect(await client.send('POST', 'subscription/preview', { seats: 9 })).toMatchObject({ status: 409 });

  await remove(DAN);
  await until(async () => (await subscription()).scheduledChange?.target.seats === 4);
  expect((await subscription()).seats).toBe(5);
  await join('eve');
  await until(async () => (await subscription()).scheduledChange === null);
  expect((await subscription()).seats).toBe(5);
});

it('has room for an invitation as far as the plan goes, and leaves the rest to a person again', async () => {
  const invited = await new ProductClient(product).post(organizationId, 'team/invite', {
    email: 'sixth@example.com',
    role: 'member',
  });
  expect(invited.status).toBe(201);
  await client.send('PUT', 'seats-policy', { policy: 'fixed' });
  const chosen = await client.send('PATCH', 'subscription', { seats: 7 });
  expect(chosen).toMatchObject({ status: 200, body: { seats: 7 } });
});
