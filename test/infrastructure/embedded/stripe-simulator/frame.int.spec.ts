import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StripeSimulation, startSimulation, TEST_TIME } from '../../../support/stripeSimulation.js';

let simulation: StripeSimulation;
beforeAll(async () => {
  simulation = await startSimulation();
});
afterAll(() => simulation.stop());

describe('the simulator behind the unmodified SDK', () => {
  it('creates, reads and lists an object', async () => {
    const { stripe } = simulation;
    const made = await stripe.customers.create({ email: 'mia@northwind.example', metadata: { organizationId: 'o1' } });
    expect(made).toMatchObject({ object: 'customer', created: TEST_TIME, metadata: { organizationId: 'o1' } });
    expect(made.id).toMatch(/^cus_\w{14}$/);
    expect(await stripe.customers.retrieve(made.id)).toMatchObject({ email: 'mia@northwind.example' });
    const { data } = await stripe.customers.list({ limit: 1, created: { gte: TEST_TIME } });
    expect(data.map(({ id }) => id)).toEqual([made.id]);
  });

  it('names what is wrong with a request', async () => {
    const { stripe } = simulation;
    await expect(stripe.customers.retrieve('cus_unknown')).rejects.toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      param: 'id',
    });
    const unknown = { nonsense: 1 } as Stripe.CustomerCreateParams;
    await expect(stripe.customers.create(unknown)).rejects.toMatchObject({
      statusCode: 400,
      code: 'parameter_unknown',
      param: 'nonsense',
    });
    await expect(stripe.customers.list({ created: { gte: Number.NaN } })).rejects.toMatchObject({
      code: 'parameter_invalid_integer',
      param: 'created[gte]',
    });
    await expect(stripe.customers.create({ name: 'x', expand: ['nonsense'] })).rejects.toMatchObject({
      statusCode: 400,
    });
    await expect(stripe.quotes.list()).rejects.toMatchObject({ statusCode: 404, type: 'StripeInvalidRequestError' });
  });

  it('keeps what one key made from every other key', async () => {
    const made = await simulation.stripe.customers.create({ name: 'one' });
    await expect(simulation.client('sk_test_other').customers.retrieve(made.id)).rejects.toMatchObject({
      statusCode: 404,
    });
    await expect(simulation.client('sk_live_x').customers.list()).rejects.toBeInstanceOf(
      Stripe.errors.StripeAuthenticationError,
    );
  });
});
