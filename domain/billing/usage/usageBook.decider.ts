import { accept, type Decider, type Decision, reject } from '../../decider.js';
import type { PlanMeter } from '../plan/planTerms.js';
import { attribute } from './attribution.js';
import { portionsOf, quantityOf } from './portions.js';
import { thresholdsReached } from './quota.js';
import { correctionKey, countIds, hasId, noIds, type RecordIds, withIds } from './recordIds.js';
import { counterOf, emptyBalance, type UsageBalance, withCounter, withQuantity } from './usageBalance.js';
import type { CorrectUsage, RecordUsage, UsageBookCommand, UsageBookRejection } from './usageBook.commands.js';
import type { UsageBookEvent } from './usageBook.events.js';
import { exceededLimit } from './usageLimit.js';

/** Records in a book before it is closed: what is read again after a start, and held in memory, stays bounded. */
export const BOOK_RECORDS = 20_000;

export type UsageBook = Readonly<{
  status: 'unopened' | 'open' | 'closed';
  ids: RecordIds;
  balance: UsageBalance;
}>;

type Decided = Decision<UsageBookEvent, UsageBookRejection>;

/** The balance a command meets: the book's own, or the one it opens with. */
export const balanceMet = (state: UsageBook, data: UsageBookCommand['data']): UsageBalance =>
  state.status === 'unopened' ? data.opening : state.balance;

const opening = (state: UsageBook, { organizationId, book, opening }: UsageBookCommand['data']): UsageBookEvent[] =>
  state.status === 'unopened' ? [{ type: 'UsageBookOpened', data: { organizationId, book, balance: opening } }] : [];

/** Whether the plan has the meter; where the plan is not known, any meter will do. */
export const isSold = (meter: string, meters: readonly PlanMeter[] | null): boolean =>
  meters === null || meters.some((known) => known.meter === meter);

function record({ data, now }: RecordUsage, state: UsageBook): Decided {
  const { organizationId, book, terms } = data;
  const { meters } = terms;
  const balance = balanceMet(state, data);
  const portions = portionsOf(data, state.ids, balance, now);
  if (portions.length === 0) return accept();
  if (portions.some(({ meter }) => !isSold(meter, meters))) return reject('UNKNOWN_METER');
  if (exceededLimit(balance, portions, meters)) return reject('USAGE_LIMIT_REACHED');
  const recorded: UsageBookEvent = { type: 'UsageRecorded', data: { organizationId, book, portions } };
  const records = countIds(state.ids) + portions.reduce((sum, portion) => sum + portion.records.length, 0);
  const closing: UsageBookEvent[] =
    records < BOOK_RECORDS
      ? []
      : [{ type: 'UsageBookClosed', data: { organizationId, book, records, closedAt: now.toISOString() } }];
  const reached = thresholdsReached(organizationId, balance, portions, meters);
  return accept(...opening(state, data), recorded, ...reached, ...closing);
}

function correct({ data, now }: CorrectUsage, state: UsageBook): Decided {
  const { organizationId, correctionId, meter, quantity, reason, reference, terms } = data;
  const key = correctionKey(correctionId);
  if (hasId(state.ids, key) || data.inEarlierBooks.has(key)) return accept();
  if (!isSold(meter, terms.meters)) return reject('UNKNOWN_METER');
  if (quantity === 0) return reject('CORRECTION_IS_ZERO');
  const balance = balanceMet(state, data);
  const { period, belongsTo } = attribute(data.at, balance, terms, now);
  const after = counterOf(balance, meter, period).quantity + quantity;
  if (after < 0) return reject('CORRECTION_BELOW_ZERO');
  if (after > Number.MAX_SAFE_INTEGER) return reject('USAGE_LIMIT_REACHED');
  const about = { organizationId, correctionId, meter, period, belongsTo, quantity, reason, reference };
  return accept(...opening(state, data), {
    type: 'UsageCorrected',
    data: { ...about, correctedAt: now.toISOString() },
  });
}

/** One book of an organization's usage: takes each record once, in the period it counts in, within the plan's limits. */
export const usageBookDecider: Decider<UsageBook, UsageBookCommand, UsageBookEvent, UsageBookRejection> = {
  initialState: { status: 'unopened', ids: noIds, balance: emptyBalance },

  evolve(state, { type, data }) {
    switch (type) {
      case 'UsageBookOpened':
        return { status: 'open', ids: noIds, balance: data.balance };
      case 'UsageRecorded':
        return {
          ...state,
          ids: withIds(
            state.ids,
            data.portions.flatMap(({ records }) => records.map(({ id }) => id)),
          ),
          balance: data.portions.reduce(
            (balance, portion) => withQuantity(balance, portion.meter, portion.period, quantityOf(portion)),
            state.balance,
          ),
        };
      case 'UsageThresholdReached': {
        const counter = counterOf(state.balance, data.meter, data.period);
        const reached = [...counter.reached, data.threshold];
        return { ...state, balance: withCounter(state.balance, { ...counter, reached }) };
      }
      case 'UsageCorrected':
        return {
          ...state,
          ids: withIds(state.ids, [correctionKey(data.correctionId)]),
          balance: withQuantity(state.balance, data.meter, data.period, data.quantity),
        };
      case 'UsagePeriodClosed':
        return { ...state, balance: { ...state.balance, invoicedThrough: data.through } };
      case 'UsageBookClosed':
        return { ...state, status: 'closed' };
    }
  },

  decide(command, state) {
    if (state.status === 'closed') return reject('USAGE_BOOK_CLOSED');
    switch (command.type) {
      case 'RecordUsage':
        return record(command, state);
      case 'CorrectUsage':
        return correct(command, state);
      case 'CloseUsagePeriod': {
        const { organizationId, through, invoiceId } = command.data;
        const { invoicedThrough } = balanceMet(state, command.data);
        if (invoicedThrough !== null && through <= invoicedThrough) return accept();
        const closed = { type: 'UsagePeriodClosed', data: { organizationId, through, invoiceId } } as const;
        return accept(...opening(state, command.data), closed);
      }
    }
  },
};
