import { portionsOf } from '../../domain/billing/usage/portions.js';
import type { RecordUsage as Command, GivenRecord, UsageTerms } from '../../domain/billing/usage/usageBook.commands.js';
import { balanceMet, isSold } from '../../domain/billing/usage/usageBook.decider.js';
import type { UsageBookEvent, UsagePortion } from '../../domain/billing/usage/usageBook.events.js';
import { type ExceededLimit, exceededLimit } from '../../domain/billing/usage/usageLimit.js';
import type { CommandContext } from '../commandContext.js';
import type { Clock } from '../ports/clock.js';
import type { BookHandled, UsageBooks } from './usageBooks.js';
import type { UsageTermsOf } from './usageTermsOf.js';

type Refused = Extract<BookHandled, { accepted: false }>['rejection'];

export type RecordedUsage =
  | Readonly<{
      accepted: true;
      position: bigint;
      /** Records that this call added. */
      added: number;
      /** Ids of records that had been recorded before; nothing was added for them. */
      duplicates: readonly string[];
      /** Ids of added records that count in a later period than the one they were used in. */
      late: readonly string[];
    }>
  | Readonly<{ accepted: false; rejection: 'USAGE_LIMIT_REACHED'; exceeded: ExceededLimit }>
  | Readonly<{ accepted: false; rejection: 'UNKNOWN_METER'; meters: readonly string[] }>
  | Readonly<{ accepted: false; rejection: Exclude<Refused, 'USAGE_LIMIT_REACHED' | 'UNKNOWN_METER'> }>;

export type RecordUsage = (
  organizationId: string,
  records: readonly GivenRecord[],
  context: CommandContext,
) => Promise<RecordedUsage>;

const recordedIn = (events: readonly UsageBookEvent[]): readonly UsagePortion[] =>
  events.flatMap((event) => (event.type === 'UsageRecorded' ? event.data.portions : []));

/** Records usage: all of a call or nothing of it, each record once however often it is sent. */
export const recordUsage =
  (books: UsageBooks, termsOf: UsageTermsOf, clock: Clock): RecordUsage =>
  async (organizationId, records, context) => {
    const terms: UsageTerms = await termsOf(organizationId);
    const now = clock.now();
    const ids = records.map(({ id }) => id);
    let data: Command['data'] | undefined;
    let portions: readonly UsagePortion[] = [];
    let exceeded: ExceededLimit | undefined;
    const handled = await books.handle(
      organizationId,
      ids,
      (place) => {
        data = { organizationId, records, terms, ...place };
        return { type: 'RecordUsage', data, now };
      },
      context,
      (state, decision) => {
        portions = decision.accepted ? recordedIn(decision.events) : [];
        if (decision.accepted || decision.rejection !== 'USAGE_LIMIT_REACHED' || !data) return;
        const balance = balanceMet(state, data);
        exceeded = exceededLimit(balance, portionsOf(data, state.ids, balance, now), terms.meters);
      },
    );
    if (handled.accepted) return { accepted: true, position: handled.position, ...answerOf(ids, portions) };
    const { rejection } = handled;
    if (rejection === 'USAGE_LIMIT_REACHED') {
      if (!exceeded) throw new Error('a limit was reached that nobody can name');
      return { accepted: false, rejection, exceeded };
    }
    if (rejection !== 'UNKNOWN_METER') return { accepted: false, rejection };
    const unknown = records.map(({ meter }) => meter).filter((meter) => !isSold(meter, terms.meters));
    return { accepted: false, rejection, meters: [...new Set(unknown)] };
  };

function answerOf(ids: readonly string[], portions: readonly UsagePortion[]) {
  const added = new Set(portions.flatMap(({ records }) => records.map(({ id }) => id)));
  const late = portions.filter(({ belongsTo }) => belongsTo !== null).flatMap(({ records }) => records);
  return {
    added: added.size,
    duplicates: [...new Set(ids)].filter((id) => !added.has(id)),
    late: late.map(({ id }) => id),
  };
}
