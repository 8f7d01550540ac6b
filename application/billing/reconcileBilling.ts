import { type FieldDrift, fieldDrift } from '../../domain/billing/drift.js';
import type { CommandContext } from '../commandContext.js';
import { derivedId } from '../derivedIds.js';
import type { CurrentState } from '../handleCommand.js';
import type { RecordedStreams } from '../ports/recordedStreams.js';
import { NotYetPossible } from '../reactions/reaction.js';
import { fieldOrigins, type Origin } from './fieldOrigins.js';
import type { ComparedFact, Listed, ListStripeFacts } from './listStripeFacts.js';
import type { OrganizationOfStripeCustomer } from './organizationOfStripeCustomer.js';
import { oursBeside } from './oursBeside.js';
import type { RecordStripeFact } from './recordStripeFact.js';
import type { RefreshStripeFact } from './refreshStripeFact.js';

/** Something of ours that is not as Stripe has it. */
export type Drift = Readonly<{
  kind: ComparedFact['kind'] | 'usage';
  id: string;
  /** Null where nobody is known to whom it belongs. */
  organizationId: string | null;
  /** `since`: the event that set our value; null where no event told of it. */
  fields: readonly (FieldDrift & Readonly<{ since: Origin | null }>)[];
  /** What would put it right; null where nothing of ours can. */
  repair: string | null;
  repaired: boolean;
}>;

export type ReconcileBilling = (
  runId: string,
  options: Readonly<{ repair: boolean; onProgress?: (compared: number) => void }>,
) => AsyncIterable<Drift>;

export type Reconciling = Readonly<{
  list: ListStripeFacts;
  currentState: CurrentState;
  organizationOf: OrganizationOfStripeCustomer;
  refresh: RefreshStripeFact;
  record: RecordStripeFact;
  log: RecordedStreams;
}>;

/**
 * Compares everything of billing at Stripe with what the log says of it, and brings ours into line where asked to; Stripe is only
 * ever read. What differs is asked for once more at the end, so that a webhook on its way is no difference.
 */
export const reconcileBilling = ({
  list,
  currentState,
  organizationOf,
  refresh,
  record,
  log,
}: Reconciling): ReconcileBilling =>
  async function* reconcile(runId, { repair, onProgress }) {
    const contextOf = (id: string): CommandContext => ({
      commandId: derivedId('billing.reconcile', runId, id),
      correlationId: runId,
      causationId: runId,
      organizationId: null,
      actor: { kind: 'system', id: 'billing.reconcile' },
    });

    async function ownerOf({ customerId, organizationHint }: ComparedFact): Promise<string | null> {
      if (customerId === null) return null;
      try {
        // Looking must not link anything: the hint counts only where the difference is to be put right.
        return await organizationOf(customerId, repair ? organizationHint : null, contextOf(`${customerId} owner`));
      } catch (error) {
        if (error instanceof NotYetPossible) return null;
        throw error;
      }
    }

    async function compare(listed: Listed) {
      const organizationId = await ownerOf(listed.fact);
      const beside = await oursBeside(listed, organizationId, currentState);
      return { organizationId, beside, fields: fieldDrift(beside.ours, beside.theirs) };
    }

    async function settle({ fact, gone }: Listed, found: Awaited<ReturnType<typeof compare>>): Promise<Drift> {
      const { organizationId, beside, fields } = found;
      const { kind, id } = beside;
      const origins = await fieldOrigins(log.eventsOf(beside.stream), beside.described);
      const linkable = organizationId !== null || fact.organizationHint !== null;
      const drift = {
        kind,
        id,
        organizationId,
        fields: fields.map((each) => ({ ...each, since: origins.get(each.field) ?? null })),
        repair: linkable ? beside.repair : null,
      };
      if (!repair || drift.repair === null || organizationId === null) return { ...drift, repaired: false };
      await record(fact, organizationId, { ...contextOf(id), organizationId });
      return { ...drift, repaired: (await compare({ fact, gone })).fields.length === 0 };
    }

    const suspects: Listed[] = [];
    let compared = 0;
    for await (const listed of list()) {
      if (belongsToUs(listed, await compare(listed))) suspects.push(listed);
      onProgress?.(++compared);
    }
    for (const { fact, gone } of suspects) {
      const again = { fact: gone ? fact : ((await refresh(fact)) as ComparedFact), gone };
      const found = await compare(again);
      if (belongsToUs(again, found)) yield await settle(again, found);
    }
  };

/** Whether there is a difference, in something that is ours: a customer may have come to be outside of Objecta. */
const belongsToUs = (
  { fact }: Listed,
  { organizationId, fields }: Readonly<{ organizationId: string | null; fields: readonly FieldDrift[] }>,
): boolean => fields.length > 0 && (organizationId !== null || fact.organizationHint !== null);
