import { usageReportStream } from '../../../domain/billing/streams.js';
import { quantityOf } from '../../../domain/billing/usage/portions.js';
import type { UsageCorrected, UsageRecorded } from '../../../domain/billing/usage/usageBook.events.js';
import type { UsagePeriod } from '../../../domain/billing/usage/usagePeriod.js';
import { usageReportDecider } from '../../../domain/billing/usageReport/usageReport.decider.js';
import type { ReportedUsage } from '../../../domain/billing/usageReport/usageReport.events.js';
import { derivedId } from '../../derivedIds.js';
import type { Recorded } from '../../events/recordedEvent.js';
import type { CommandHandling } from '../../handleCommand.js';
import type { Clock } from '../../ports/clock.js';
import type { StripeMeters } from '../../ports/stripeMeters.js';
import { NotYetPossible, type Reaction } from '../../reactions/reaction.js';
import type { UsageTermsOf } from '../usageTermsOf.js';

type Usage = Readonly<{ meter: string; period: UsagePeriod; quantity: number; at: string }>;

/** Late usage is reported at the start of the period it counts in, all other at its latest moment. */
const usageOf = (event: Recorded<UsageRecorded> | Recorded<UsageCorrected>): readonly Usage[] => {
  if (event.type === 'UsageCorrected') {
    const { meter, period, quantity, correctedAt } = event.data;
    return [{ meter, period, quantity, at: correctedAt < period.end ? correctedAt : period.start }];
  }
  return event.data.portions.map((portion) => {
    const { meter, period, belongsTo, records } = portion;
    const latest =
      records
        .map(({ at }) => at)
        .sort()
        .at(-1) ?? period.start;
    return { meter, period, quantity: quantityOf(portion), at: belongsTo ? period.start : latest };
  });
};

/**
 * Tells Stripe what was used: one meter event for each meter and period of an accepted call, under an identifier derived from the
 * call's event, so that Stripe counts it once however often this is repeated.
 */
export const whenUsageRecordedReportToStripe = <E extends UsageRecorded | UsageCorrected>(
  eventType: E['type'],
  name: string,
  stripeMeters: StripeMeters,
  termsOf: UsageTermsOf,
  { handleCommand, currentState }: CommandHandling,
  clock: Clock,
): Reaction<E> => ({
  name,
  eventType,
  // Sixteen at once for each organization: the ids are hashes.
  lane: ({ id, data }) => `${data.organizationId}-${id.at(-1)}`,

  async react(event) {
    const recorded = event as Recorded<UsageRecorded> | Recorded<UsageCorrected>;
    const { organizationId } = recorded.data;
    const { customerId } = await termsOf(organizationId);
    // Without a customer there is nobody to bill, then or later.
    if (customerId === null) return;
    const stream = usageReportStream(event.id);
    if ((await currentState(stream, usageReportDecider)).status === 'reported') return;
    const reports: ReportedUsage[] = [];
    for (const { meter, period, quantity, at } of usageOf(recorded)) {
      if (quantity === 0) continue;
      const identifier = derivedId('meterEvent', event.id, meter, period.start, at);
      const timestamp = await stripeMeters.report({ identifier, meter, customerId, quantity, timestamp: at });
      reports.push({ identifier, meter, period, quantity, timestamp });
    }
    const handled = await handleCommand(
      stream,
      usageReportDecider,
      {
        type: 'RecordUsageReport',
        data: { organizationId, customerId, usageEventId: event.id, reports },
        now: clock.now(),
      },
      {
        commandId: derivedId(name, event.id),
        correlationId: event.metadata.$correlationId,
        causationId: event.id,
        organizationId,
        actor: { kind: 'system', id: name },
      },
      { likelyNew: true },
    );
    if (!handled.accepted) throw new NotYetPossible(`the report of ${event.id} was refused: ${handled.rejection}`);
  },
});
