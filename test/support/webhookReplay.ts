import { createHash } from 'node:crypto';
import { linkStripeCustomer } from '../../application/billing/linkStripeCustomer.js';
import { organizationOfStripeCustomer } from '../../application/billing/organizationOfStripeCustomer.js';
import { whenStripeEventReceivedSyncBilling } from '../../application/billing/reactions/whenStripeEventReceivedSyncBilling.js';
import { recordCustomer } from '../../application/billing/recordCustomer.js';
import { recordInvoiceFact } from '../../application/billing/recordInvoiceFact.js';
import { recordStripeEvent } from '../../application/billing/recordStripeEvent.js';
import { recordStripeFact } from '../../application/billing/recordStripeFact.js';
import { refreshStripeFact } from '../../application/billing/refreshStripeFact.js';
import { sweepStripeEvents } from '../../application/billing/sweepStripeEvents.js';
import { takeUpPendingCharges } from '../../application/billing/takeUpPendingCharges.js';
import { createEventCodec } from '../../application/events/eventCodec.js';
import { eventRegistry } from '../../application/events/eventRegistry.js';
import type { AnyRecordedEvent, Recorded } from '../../application/events/recordedEvent.js';
import { createCommandHandling } from '../../application/handleCommand.js';
import { inTurn } from '../../application/inTurn.js';
import type { LoggedStripeEvent } from '../../application/ports/stripeEventLog.js';
import type { StripeObjects } from '../../application/ports/stripeObjects.js';
import { NotYetPossible } from '../../application/reactions/reaction.js';
import type { StripeEventReceived } from '../../domain/billing/stripeEvent/stripeEvent.events.js';
import { canonicalText } from '../../domain/canonicalText.js';
import { stripeWebhooks } from '../../infrastructure/stripe/stripeWebhooks.js';
import { foldRows } from '../../projections/runtime/foldRows.js';
import type { AnyPostgresProjector } from '../../projections/runtime/postgresProjector.js';
import { now } from './fixtures/billing.js';
import { memoryLog } from './memoryLog.js';

const inTheClear = {
  encrypt: async (_: string, __: string, plaintext: string) => plaintext,
  decrypt: async (_: string, __: string, ciphertext: string) => ciphertext,
  erase: async () => undefined,
};
const clock = { now: () => now };
const FIFTH = 256 / 5;

/** A number from 0 to 255 that follows from the seed and the words. */
const drawn = (...words: readonly string[]): number => createHash('sha256').update(words.join('|')).digest()[0] ?? 0;
const orderOf = (...words: readonly string[]): string => createHash('sha256').update(words.join('|')).digest('hex');

/** How a seed delivers a story: a fifth lost, a fifth of the rest twice, all in another order; null takes it as it was told. */
export function deliveriesOf(story: readonly LoggedStripeEvent[], seed: string | null) {
  if (seed === null) return { delivered: [...story], lost: [] };
  const idOf = ({ envelope }: LoggedStripeEvent) => envelope.stripeEventId;
  const lost = story.filter((event) => drawn(seed, 'lost', idOf(event)) < FIFTH);
  const came = story.filter((event) => !lost.includes(event));
  const twice = came.filter((event) => drawn(seed, 'twice', idOf(event)) < FIFTH);
  const delivered = [...came, ...twice]
    .map((event, at) => ({ event, order: orderOf(seed, String(at), idOf(event)) }))
    .sort((a, b) => (a.order < b.order ? -1 : 1))
    .map(({ event }) => event);
  return { delivered, lost };
}

/** The row without its places in our log, which follow the order things came in. */
const withoutPlaces = (row: object): object =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => typeof value !== 'bigint'));

/** Takes a story in by the inbox and the reaction as the product does, then sweeps for what was lost; answers every row there is then. */
export async function rowsAfter(
  story: readonly LoggedStripeEvent[],
  seed: string | null,
  objects: StripeObjects,
  projectors: readonly AnyPostgresProjector[],
): Promise<string> {
  const log = memoryLog(now);
  const codec = createEventCodec(eventRegistry, inTheClear);
  const { handleCommand, currentState } = createCommandHandling(log, codec);
  const record = recordStripeFact(
    recordInvoiceFact(handleCommand, takeUpPendingCharges(objects, currentState, handleCommand, clock), clock),
    recordCustomer(objects, handleCommand, clock),
    handleCommand,
    clock,
  );
  const organizationOf = organizationOfStripeCustomer(currentState, linkStripeCustomer(handleCommand, clock));
  const webhooks = stripeWebhooks(['whsec_story']);
  const reaction = whenStripeEventReceivedSyncBilling(
    webhooks,
    organizationOf,
    refreshStripeFact(objects),
    record,
    currentState,
    inTurn(),
  );
  const inbox = recordStripeEvent(handleCommand, clock);
  let handled = -1n;
  let parked: Recorded<StripeEventReceived>[] = [];

  async function tryAll(events: readonly Recorded<StripeEventReceived>[]): Promise<void> {
    for (const event of events) {
      try {
        await reaction.react(event);
        // At least once: now and then a crash repeats one.
        if (seed !== null && drawn(seed, 'again', event.id) < FIFTH) await reaction.react(event);
      } catch (error) {
        if (!(error instanceof NotYetPossible)) throw error;
        parked.push(event);
      }
    }
  }
  async function react(): Promise<void> {
    const received: Recorded<StripeEventReceived>[] = [];
    for await (const stored of log.readAll(handled < 0n ? undefined : handled)) {
      handled = stored.position;
      if (stored.type === 'StripeEventReceived')
        received.push((await codec.decode(stored)) as (typeof received)[number]);
    }
    await tryAll(received);
  }

  const { delivered, lost } = deliveriesOf(story, seed);
  for (const event of delivered) {
    await inbox(event, 'delivery');
    await react();
  }
  const list = async function* (events: readonly LoggedStripeEvent[]) {
    yield* [...events].reverse();
  };
  const reached = { reached: async () => undefined, reach: async () => undefined };
  const kept = { undelivered: () => list(lost), since: () => list(story) };
  const swept = await sweepStripeEvents(kept, reached, inbox)('sweep');
  if (swept.found !== lost.length) throw new Error(`${swept.found} of ${lost.length} lost events were found`);
  await react();
  const again = parked;
  parked = [];
  await tryAll(again);
  if (parked.length > 0) throw new Error(`${parked.length} events stayed parked`);

  const events: AnyRecordedEvent[] = [];
  for await (const stored of log.readAll(undefined)) events.push(await codec.decode(stored));
  const tables: string[] = [];
  for (const projector of projectors) {
    const { changes, failure } = await foldRows(
      projector,
      events,
      async () => new Map(),
      (row) => row,
    );
    if (failure) throw failure;
    const rows = [...changes].flatMap(([key, row]) => (row ? [`${key} ${canonicalText(withoutPlaces(row))}`] : []));
    tables.push(`${projector.name}\n${rows.sort().join('\n')}`);
  }
  return tables.join('\n\n');
}
