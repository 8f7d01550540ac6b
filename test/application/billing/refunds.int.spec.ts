import { expect, it } from 'vitest';
import { requestInvoiceAction } from '../../../application/billing/requestInvoiceAction.js';
import { createEventCodec } from '../../../application/events/eventCodec.js';
import { eventRegistry } from '../../../application/events/eventRegistry.js';
import { createCommandHandling } from '../../../application/handleCommand.js';
import { invoiceDecider } from '../../../domain/billing/invoice/invoice.decider.js';
import { invoiceStream } from '../../../domain/billing/streams.js';
import { startEventStoreNode } from '../../../infrastructure/embedded/eventstore-node/startEventStoreNode.js';
import { storeAt } from '../../infrastructure/eventstore/connectedStore.js';
import { now, organizationId } from '../../support/fixtures/billing.js';
import { syncInvoice } from '../../support/fixtures/invoices.js';
import { freshDatabase } from '../../support/freshDatabase.js';
import { contextOf } from '../../support/usageStack.js';

const noPersonalData = {
  encrypt: () => Promise.reject(new Error('nothing here is personal')),
  decrypt: () => Promise.reject(new Error('nothing here is personal')),
  erase: () => Promise.resolve(),
};
const PAID = 24_500;
const BACK = 1_000;

it('gives back no more than was paid, though two processes are asked 32 times at once', async () => {
  const node = await startEventStoreNode({ databaseUrl: await freshDatabase(), port: 0 });
  const codec = createEventCodec(eventRegistry, noPersonalData);
  const processes = await Promise.all(
    [1, 2].map(async () => {
      const { handleCommand, currentState } = createCommandHandling(await storeAt(node.connectionString), codec);
      return { handleCommand, ask: requestInvoiceAction(handleCommand, currentState, { now: () => now }) };
    }),
  );
  const [{ handleCommand }] = processes as [(typeof processes)[0]];
  const paid = syncInvoice({ status: 'paid', amountPaid: PAID, amountRemaining: 0, paidAt: now.toISOString() });
  await handleCommand(invoiceStream('in_1'), invoiceDecider, paid, contextOf('paid', organizationId));

  const action = { kind: 'refund', amount: BACK, reason: 'requested_by_customer' } as const;
  const askUntilDecided = async (at: number) => {
    for (;;) {
      const { ask } = processes[at % 2] as (typeof processes)[0];
      const answer = await ask('in_1', action, { ...contextOf(`refund-${at}`, organizationId), organizationId });
      if (answer.accepted || answer.rejection !== 'STREAM_BUSY') return answer;
    }
  };
  const answers = await Promise.all(Array.from({ length: 32 }, (_, at) => askUntilDecided(at)));

  const refused = answers.flatMap((answer) => (answer.accepted ? [] : [answer.rejection]));
  expect(refused).toEqual(Array.from({ length: 32 - Math.floor(PAID / BACK) }, () => 'REFUND_EXCEEDS_CHARGE'));
  await node.stop();
});
