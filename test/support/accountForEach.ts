import { afterAll, beforeAll, beforeEach } from 'vitest';
import { accountWith, type BillingAccount } from './stripeBilling.js';
import { type StripeSimulation, startSimulation } from './stripeSimulation.js';

/** One simulation for the tests of a file, and an account of its own for each of them. */
export function accountForEach(name: string): () => BillingAccount {
  let simulation: StripeSimulation;
  let own: BillingAccount;
  let accounts = 0;
  beforeAll(async () => {
    simulation = await startSimulation();
  });
  afterAll(() => simulation?.stop());
  beforeEach(() => {
    accounts += 1;
    own = accountWith(simulation, `sk_test_${name}_${accounts}`);
  });
  return () => own;
}
