import { expect, it } from 'vitest';
import { createEventCodec } from '../../application/events/eventCodec.js';
import { eventRegistry } from '../../application/events/eventRegistry.js';
import { createCommandHandling } from '../../application/handleCommand.js';
import { billingContactsOf } from '../../application/notifications/billingContactsOf.js';
import { personOf } from '../../application/notifications/personOf.js';
import { createStreamFolds } from '../../application/streamFolds.js';
import { organizationNow } from '../../application/team/organizationNow.js';
import { billingAccountStream } from '../../domain/billing/streams.js';
import { userStream } from '../../domain/identity/streams.js';
import { now, organizationId } from '../support/fixtures/billing.js';
import { givenEvent, givenMember } from '../support/givenOrganization.js';
import { memoryLog } from '../support/memoryLog.js';

const inTheClear = {
  encrypt: async (_subject: string, _context: string, plaintext: string) => plaintext,
  decrypt: async (_subject: string, _context: string, ciphertext: string) => ciphertext,
};

/** An organization of three, and what Stripe has as its customer's e-mail. */
async function contactsOf(email: string | null) {
  const log = { eventStore: memoryLog(now), codec: createEventCodec(eventRegistry, inTheClear), at: now };
  const { currentState } = createCommandHandling(log.eventStore, log.codec);
  const folds = createStreamFolds(log.eventStore, log.codec, { now: () => now });
  for (const [userId, role] of [
    ['ada', 'owner'],
    ['bea', 'owner'],
    ['jo', 'member'],
  ] as const) {
    await givenMember(log, { organizationId, userId, sessionId: `session-${userId}`, role });
    const about = { userId, name: userId, email: `${userId}@example.com`, passwordHash: null, emailVerified: true };
    await givenEvent(log, organizationId, userStream(userId), { type: 'UserRegistered', data: about });
  }
  const erased = { type: 'PersonErased', data: { userId: 'bea', requestedBy: 'bea' } };
  await givenEvent(log, organizationId, userStream('bea'), erased);
  const customer = { organizationId, customerId: 'cus_1' };
  await givenEvent(log, organizationId, billingAccountStream(organizationId), {
    type: 'StripeCustomerAssigned',
    data: customer,
  });
  const stripe = { customer: async () => ({ details: { email } }) } as never;
  return billingContactsOf(currentState, stripe, organizationNow(currentState), personOf(folds));
}

it('is the e-mail that Stripe has for the customer', async () => {
  const contacts = await (await contactsOf('bills@example.com'))(organizationId);
  expect(contacts).toEqual([{ email: 'bills@example.com', subjectKey: 'stripeCustomer:cus_1' }]);
});

it('is every owner where Stripe has none, but for who has been erased', async () => {
  const contacts = await (await contactsOf(null))(organizationId);
  expect(contacts).toEqual([{ email: 'ada@example.com', subjectKey: 'ada' }]);
});
