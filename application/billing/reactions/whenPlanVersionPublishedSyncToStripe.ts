import { planDecider } from '../../../domain/billing/plan/plan.decider.js';
import type { PlanVersionPublished } from '../../../domain/billing/plan/plan.events.js';
import { planStream } from '../../../domain/billing/streams.js';
import { derivedId } from '../../derivedIds.js';
import type { HandleCommand } from '../../handleCommand.js';
import type { Clock } from '../../ports/clock.js';
import type { StripeCatalogue } from '../../ports/stripeCatalogue.js';
import { NotYetPossible, type Reaction } from '../../reactions/reaction.js';

const NAME = 'billing.syncPlansToStripe';

/** Makes a published version's product, prices and meters in Stripe and records what Stripe calls them. */
export const whenPlanVersionPublishedSyncToStripe = (
  catalogue: StripeCatalogue,
  handleCommand: HandleCommand,
  clock: Clock,
): Reaction<PlanVersionPublished> => ({
  name: NAME,
  eventType: 'PlanVersionPublished',
  // Plans share meters, and Stripe takes one active meter for a name: one after the other.
  lane: () => 'catalogue',

  async react(event) {
    const { planId, version, terms } = event.data;
    const synced = await catalogue.sync(planId, version, terms, event.id);
    const handled = await handleCommand(
      planStream(planId),
      planDecider,
      { type: 'RecordPlanSynced', data: { planId, version, ...synced }, now: clock.now() },
      {
        commandId: derivedId(NAME, event.id),
        correlationId: event.metadata.$correlationId,
        causationId: event.id,
        organizationId: null,
        actor: { kind: 'system', id: NAME },
      },
    );
    if (!handled.accepted) throw new NotYetPossible(`version ${version} of ${planId}: ${handled.rejection}`);
  },
});
