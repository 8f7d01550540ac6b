import { derivedId } from '../../../application/derivedIds.js';
import { createCommandHandling } from '../../../application/handleCommand.js';
import { invoiceDecider } from '../../../domain/billing/invoice/invoice.decider.js';
import { invoiceStream } from '../../../domain/billing/streams.js';
import { connectEventStore } from '../../../infrastructure/eventstore/connectEventStore.js';
import { invoiceCodec, invoiceSnapshot, organizationOf } from '../billing/invoiceEvents.js';
import { paced } from '../harness/inFlight.js';
import { program } from '../harness/program.js';

/** Commands of the product at a steady rate: each records that an invoice was paid, in a stream of its own. */
async function start({ connectionString }: Readonly<{ connectionString: string }>) {
  const eventStore = await connectEventStore({ connectionString });
  const { handleCommand } = createCommandHandling(eventStore, invoiceCodec);

  async function record(prefix: string, number: number): Promise<void> {
    const [organizationId, invoice] = [organizationOf(number), invoiceSnapshot(prefix, number, true)];
    const id = derivedId(invoice.invoiceId);
    const actor = { kind: 'stripe', id } as const;
    const context = { commandId: id, correlationId: id, causationId: id, organizationId, actor };
    const command = { type: 'RecordInvoicePaid', data: { organizationId, invoice }, now: new Date() } as const;
    const stream = invoiceStream(invoice.invoiceId);
    const handled = await handleCommand(stream, invoiceDecider, command, context, { likelyNew: true });
    if (!handled.accepted || handled.replayed) throw new Error(`${stream} was not recorded`);
  }
  let stopping = false;

  return {
    /** So many seconds of commands, or until `stop`; the latency of each in milliseconds. */
    run: async ({ prefix, perSecond, seconds }: Readonly<{ prefix: string; perSecond: number; seconds: number }>) => {
      const each: number[] = [];
      stopping = false;
      // By quarters of a second, so that it can be stopped.
      for (let quarter = 0; quarter < seconds * 4 && !stopping; quarter++) {
        const count = Math.ceil(perSecond / 4);
        each.push(...(await paced(perSecond, count, (at) => record(prefix, quarter * count + at))));
      }
      return each;
    },
    stop: async () => {
      stopping = true;
    },
    head: () => eventStore.head(),
  };
}
export type RecordInvoices = Awaited<ReturnType<typeof start>>;

program(start);
