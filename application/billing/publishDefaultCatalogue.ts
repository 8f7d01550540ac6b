import { defaultCatalogue } from '../../domain/billing/plan/defaultCatalogue.js';
import { planDecider } from '../../domain/billing/plan/plan.decider.js';
import { planStream } from '../../domain/billing/streams.js';
import type { CommandContext } from '../commandContext.js';
import { derivedId } from '../derivedIds.js';
import type { CommandHandling } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import type { EventStore } from '../ports/eventStore.js';
import { draftPlanVersion } from './draftPlanVersion.js';
import { publishPlanVersion } from './publishPlanVersion.js';

/** @returns position of the last plan published; null when there was a catalogue already */
export type PublishDefaultCatalogue = () => Promise<bigint | null>;

const ACTOR = 'billing.defaultCatalogue';

const contextOf = (step: string, planId: string): CommandContext => ({
  commandId: derivedId(ACTOR, step, planId),
  correlationId: derivedId(ACTOR),
  causationId: derivedId(ACTOR),
  organizationId: null,
  actor: { kind: 'system', id: ACTOR },
});

/**
 * Gives an installation without plans the default ones. Safe to ask at every start and from several processes: its
 * commands have the same ids everywhere, and one that was interrupted goes on where it stopped.
 */
export function publishDefaultCatalogue(
  { handleCommand, currentState }: CommandHandling,
  eventStore: Pick<EventStore, 'readAll'>,
  clock: Clock,
): PublishDefaultCatalogue {
  const draft = draftPlanVersion(handleCommand, clock);
  const publish = publishPlanVersion(handleCommand, clock);

  /** True when the log's first plan is ours, so that the rest may have been left over by an interruption. */
  async function isOurs(): Promise<boolean> {
    for await (const { metadata } of eventStore.readAll(undefined, { streamPrefixes: [planStream('')] }))
      return (metadata as { actor?: { id?: string } } | null)?.actor?.id === ACTOR;
    return true;
  }

  return async () => {
    let last: bigint | null = null;
    if (!(await isOurs())) return last;
    for (const [planId, terms] of Object.entries(defaultCatalogue)) {
      const { lastVersion, draft: written } = await currentState(planStream(planId), planDecider);
      const isUntouched = lastVersion === 0 || (lastVersion === 1 && written !== null);
      if (!isUntouched) continue;
      const drafted = await draft(planId, terms, contextOf('draft', planId));
      if (!drafted.accepted) throw new Error(`the default plan ${planId} was refused: ${drafted.rejection}`);
      const published = await publish(planId, 1, contextOf('publish', planId));
      if (!published.accepted) throw new Error(`the default plan ${planId} was not published: ${published.rejection}`);
      last = published.position;
    }
    return last;
  };
}
