import { expect, it } from 'vitest';
import { whenBillingRequestedAskStripe } from '../../../application/billing/reactions/whenBillingRequestedAskStripe.js';
import { whenStripeEventReceivedSyncBilling } from '../../../application/billing/reactions/whenStripeEventReceivedSyncBilling.js';
import { createEventCodec } from '../../../application/events/eventCodec.js';
import { eventRegistry } from '../../../application/events/eventRegistry.js';
import { createCommandHandling } from '../../../application/handleCommand.js';
import { inTurn } from '../../../application/inTurn.js';
import type { StripeFact } from '../../../application/ports/stripeFacts.js';
import { billingAccountDecider } from '../../../domain/billing/billingAccount/billingAccount.decider.js';
import { billingAccountStream } from '../../../domain/billing/streams.js';
import { now, organizationId } from '../../support/fixtures/billing.js';
import { card, requested } from '../../support/fixtures/billingAccount.js';
import { givenEvent } from '../../support/givenOrganization.js';
import { memoryLog } from '../../support/memoryLog.js';

const stream = billingAccountStream(organizationId);
const customerId = 'cus_1';
const inTheClear = {
  encrypt: async (_subject: string, _context: string, plaintext: string) => plaintext,
  decrypt: async (_subject: string, _context: string, ciphertext: string) => ciphertext,
};

it('what was read of a customer before something was done for it does not undo what was done', async () => {
  const log = { eventStore: memoryLog(now), codec: createEventCodec(eventRegistry, inTheClear), at: now };
  const handling = createCommandHandling(log.eventStore, log.codec);
  const { handleCommand, currentState } = handling;
  const attach = { kind: 'attachPaymentMethod', paymentMethodId: 'pm_1', makeDefault: true, subscriptionId: null };
  await givenEvent(log, organizationId, stream, {
    type: 'StripeCustomerAssigned',
    data: { organizationId, customerId },
  });
  await givenEvent(log, organizationId, stream, requested(attach as Parameters<typeof requested>[0]));

  const turnOf = inTurn();
  const order: string[] = [];
  let answer: () => void = () => undefined;
  const reading = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const fact = { kind: 'customer', customerId } as StripeFact;
  const sync = whenStripeEventReceivedSyncBilling(
    { reads: () => true, interpret: () => fact } as never,
    async () => organizationId,
    async (heard) => {
      order.push('read, without a default');
      await reading;
      return heard;
    },
    async (_fact, _organizationId, context) => {
      order.push('recorded what was read');
      const data = { organizationId, paymentMethodId: null };
      const command = { type: 'SyncDefaultPaymentMethod', data, now } as const;
      return handleCommand(stream, billingAccountDecider, command, { ...context, organizationId });
    },
    currentState,
    turnOf,
  );
  const ask = whenBillingRequestedAskStripe(
    handling,
    { create: async () => customerId, forgetContact: async () => undefined },
    async () => ({ accepted: true, revision: 0n, position: 0n, replayed: false }),
    async () => {
      order.push('made the default');
      const paymentMethod = { snapshot: card('pm_1'), change: 'attached' } as const;
      return { status: 'succeeded', paymentMethod, defaultPaymentMethodId: 'pm_1' };
    },
    turnOf,
    { now: () => now },
  );

  const metadata = { $correlationId: 'c' };
  const told = { stripeEventId: 'evt_1', eventType: 'customer.created', payload: '{}', apiVersion: 'ours', customerId };
  const syncing = sync.react({ id: 'webhook', data: told, metadata } as never);
  const asking = ask.react({ ...requested(attach as never), id: 'request', metadata } as never);
  // Everything in here goes on at once: what would overtake has done so by then.
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
  answer();
  await Promise.all([syncing, asking]);
  expect(order).toEqual(['read, without a default', 'recorded what was read', 'made the default']);
  expect((await currentState(stream, billingAccountDecider)).defaultPaymentMethodId).toBe('pm_1');
});

it('turns of a key go on after one that failed, and other keys do not wait', async () => {
  const turns = inTurn();
  const order: number[] = [];
  const failing = turns('a', async () => {
    order.push(1);
    throw new Error('failed');
  });
  const next = turns('a', async () => order.push(3));
  await turns('b', async () => order.push(2));
  await expect(failing).rejects.toThrow('failed');
  await next;
  expect(order).toEqual([1, 2, 3]);
});
