import fc from 'fast-check';
import Stripe from 'stripe';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Act, billingHistory, newWorld } from '../../../../support/billingActs.js';
import { checkBilling } from '../../../../support/billingInvariants.js';
import { accountWith } from '../../../../support/stripeBilling.js';
import { type StripeSimulation, startSimulation } from '../../../../support/stripeSimulation.js';

let simulation: StripeSimulation;
beforeAll(async () => {
  simulation = await startSimulation();
});
afterAll(() => simulation?.stop());

const final = new Set(['canceled', 'incomplete_expired', 'void', 'paid']);

it('whatever is done to it, its sums hold and what is over stays over', async () => {
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(billingHistory, async (sequence) => {
      runs += 1;
      const key = `sk_test_model_${runs}`;
      const world = await newWorld(accountWith(simulation, key));
      const account = await simulation.simulator.simulator.account(key);
      const over = new Map<string, string>();
      for (const { run } of sequence) {
        await run(world).catch((error: unknown) => {
          expect(error).toBeInstanceOf(Stripe.errors.StripeError);
          expect((error as Stripe.errors.StripeError).statusCode).toBeLessThan(500);
        });
        checkBilling(account.records, account.now());
        for (const { id, status } of [...account.records.all('subscription'), ...account.records.all('invoice')]) {
          if (over.has(id)) expect(`${id} ${status}`).toBe(`${id} ${over.get(id)}`);
          if (final.has(String(status))) over.set(id, String(status));
        }
      }
    }),
    { numRuns: 12, interruptAfterTimeLimit: 30_000, reporter: report },
  );
});

function report(details: fc.RunDetails<[Act[]]>): void {
  if (!details.failed) return;
  const names = details.counterexample?.[0].map(({ name }) => name).join('\n');
  throw new Error(`seed ${details.seed}, path ${details.counterexamplePath}:\n${names}`, {
    cause: details.errorInstance,
  });
}
