import { expect, it } from 'vitest';
import { whenBillingRequestedAskStripe } from '../../../application/billing/reactions/whenBillingRequestedAskStripe.js';
import { withdrawBillingRequest } from '../../../application/billing/withdrawBillingRequest.js';
import { createEventCodec } from '../../../application/events/eventCodec.js';
import { eventRegistry } from '../../../application/events/eventRegistry.js';
import { createCommandHandling } from '../../../application/handleCommand.js';
import { inTurn } from '../../../application/inTurn.js';
import type { BillingOutcome } from '../../../domain/billing/billingAccount/billingAccount.commands.js';
import { billingAccountStream } from '../../../domain/billing/streams.js';
import { now, organizationId } from '../../support/fixtures/billing.js';
import { requested } from '../../support/fixtures/billingAccount.js';
import { givenEvent } from '../../support/givenOrganization.js';
import { memoryLog } from '../../support/memoryLog.js';

const stream = billingAccountStream(organizationId);
const clock = { now: () => now };
const inTheClear = {
  encrypt: async (_subject: string, _context: string, plaintext: string) => plaintext,
  decrypt: async (_subject: string, _context: string, ciphertext: string) => ciphertext,
};
const declined: BillingOutcome = { status: 'refused', code: 'card_declined', declineCode: null, message: 'Declined.' };

/** One request in the log, and Stripe, which answers it when the test says so. */
async function openRequest() {
  const log = { eventStore: memoryLog(now), codec: createEventCodec(eventRegistry, inTheClear), at: now };
  await givenEvent(log, organizationId, stream, requested({ kind: 'pauseSubscription', subscriptionId: 'sub_1' }));
  const handling = createCommandHandling(log.eventStore, log.codec);
  const calls: { resolve: (outcome: BillingOutcome) => void; reject: (error: Error) => void }[] = [];
  const reached: (() => void)[] = [];
  const reaction = whenBillingRequestedAskStripe(
    handling,
    { create: async () => 'cus_1', forgetContact: async () => undefined },
    async () => ({ accepted: true, revision: 0n, position: 0n, replayed: false }),
    () => {
      for (const tell of reached.splice(0)) tell();
      return new Promise((resolve, reject) => calls.push({ resolve, reject }));
    },
    inTurn(),
    clock,
  );
  const events = async () => {
    const found = [];
    for await (const stored of log.eventStore.readStream(stream)) found.push(await log.codec.decode(stored));
    return found;
  };
  const context = {
    ...{ commandId: 'withdraw', correlationId: 'c', causationId: 'c', organizationId },
    actor: { kind: 'user', id: 'ada' } as const,
  };
  return {
    ...{ calls, events },
    /** The reaction to the event of the stream, by its place there. */
    react: async (revision: number) => reaction.react((await events())[revision] as never),
    called: () => new Promise<void>((resolve) => reached.push(resolve)),
    withdraw: () => withdrawBillingRequest(handling.handleCommand, clock)(organizationId, 'request-1', context),
    outcomes: async () =>
      (await events()).filter(({ type }) => type === 'BillingRequestRefused').map(({ data }) => data),
  };
}

it('what Stripe answers while a request is wanted back is what became of it', async () => {
  const { calls, react, called, withdraw, outcomes } = await openRequest();
  const reached = called();
  const asking = react(0);
  await reached;
  expect(await withdraw()).toMatchObject({ accepted: true });
  const withdrawing = react(1);
  calls[0]?.resolve(declined);
  await Promise.all([asking, withdrawing]);
  expect(await outcomes()).toMatchObject([{ code: 'card_declined' }]);
});

it('is closed once Stripe has not answered the call under way, and Stripe is not asked again', async () => {
  const { calls, react, called, withdraw, outcomes } = await openRequest();
  const reached = called();
  const asking = react(0);
  await reached;
  await withdraw();
  const withdrawing = react(1);
  expect(await outcomes()).toEqual([]);
  calls[0]?.reject(new Error('no answer'));
  await expect(asking).rejects.toThrow('no answer');
  await withdrawing;
  expect(await outcomes()).toMatchObject([{ code: 'withdrawn' }]);
  await react(0);
  expect(calls).toHaveLength(1);
});

it('is closed at once when no call is under way, and a call that comes late is not made', async () => {
  const { calls, react, withdraw, outcomes } = await openRequest();
  await withdraw();
  await react(0);
  await react(1);
  await react(1);
  expect(await outcomes()).toMatchObject([{ code: 'withdrawn' }]);
  expect(calls).toEqual([]);
});
