import { LRUCache } from 'lru-cache';
import { usageBookStream } from '../../domain/billing/streams.js';
import { hasId } from '../../domain/billing/usage/recordIds.js';
import { carried, emptyBalance, type UsageBalance } from '../../domain/billing/usage/usageBalance.js';
import type { UsageBookCommand, UsageBookRejection } from '../../domain/billing/usage/usageBook.commands.js';
import { type UsageBook, usageBookDecider } from '../../domain/billing/usage/usageBook.decider.js';
import type { UsageBookEvent } from '../../domain/billing/usage/usageBook.events.js';
import type { Decision } from '../../domain/decider.js';
import type { CommandContext } from '../commandContext.js';
import type { CommandHandling, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import type { EventStore } from '../ports/eventStore.js';
import type { RecordedUsage } from '../ports/recordedUsage.js';

/** The book a command goes to. */
export type BookPlace = Readonly<{
  book: number;
  opening: UsageBalance;
  /** Ids among the given ones that stand in earlier books. */
  inEarlierBooks: ReadonlySet<string>;
}>;

export type BookHandled = Handled<Exclude<UsageBookRejection, 'USAGE_BOOK_CLOSED'> | 'USAGE_NOT_YET_READABLE'>;

/** What was decided last, and on which state: what the answer to a call is made of. */
export type ObserveDecision = (state: UsageBook, decision: Decision<UsageBookEvent, UsageBookRejection>) => void;

export type UsageBooks = Readonly<{
  /** Has a command decided in the organization's open book. @param ids the record ids that it is about */
  handle: (
    organizationId: string,
    ids: readonly string[],
    command: (place: BookPlace) => UsageBookCommand,
    context: CommandContext,
    observe?: ObserveDecision,
  ) => Promise<BookHandled>;
}>;

type ClosedBook = Readonly<{ book: UsageBook; openedAt: bigint }>;

/** Books that may be met closed, or lost to other processes, before the organization counts as busy. */
const MOST_TURNS = 12;
const CLOSED_BOOKS_KEPT = 200;

/**
 * Finds the open book of an organization and what came before it. An id is looked for in the open book and the one
 * before, as the log holds them, and for older ones in the read model, once that is known to have them all.
 */
export function usageBooks(
  { handleCommand, currentState }: CommandHandling,
  eventStore: Pick<EventStore, 'readStream'>,
  recorded: RecordedUsage,
  clock: Clock,
): UsageBooks {
  const open = new LRUCache<string, number>({ max: 50_000 });
  const closed = new LRUCache<string, ClosedBook>({ max: CLOSED_BOOKS_KEPT });

  async function closedBook(stream: string): Promise<ClosedBook> {
    const kept = closed.get(stream);
    if (kept) return kept;
    const book = await currentState(stream, usageBookDecider);
    if (book.status !== 'closed') throw new Error(`${stream} has a successor and is not closed`);
    for await (const { position } of eventStore.readStream(stream)) {
      const found = { book, openedAt: position };
      closed.set(stream, found);
      return found;
    }
    throw new Error(`${stream} has no event`);
  }

  /** Undefined while the read model cannot answer for the older books. */
  async function placeIn(organizationId: string, book: number, ids: readonly string[]): Promise<BookPlace | undefined> {
    if (book === 1) return { book, opening: emptyBalance, inEarlierBooks: new Set() };
    const before = await closedBook(usageBookStream(organizationId, book - 1));
    const met = new Set(ids.filter((id) => hasId(before.book.ids, id)));
    if (book > 2 && ids.length > 0) {
      // The book before was opened after all older ones had been closed: by then they were in the log whole.
      const older = await recorded.among(organizationId, ids, before.openedAt);
      if (!older) return undefined;
      for (const id of older) met.add(id);
    }
    return { book, opening: carried(before.book.balance, clock.now()), inEarlierBooks: met };
  }

  return {
    handle: async (organizationId, ids, command, context, observe) => {
      let book = open.get(organizationId) ?? Math.max(1, await recorded.latestBook(organizationId));
      for (let turn = 0; turn < MOST_TURNS; turn++) {
        const place = await placeIn(organizationId, book, ids);
        if (!place) return { accepted: false, rejection: 'USAGE_NOT_YET_READABLE' };
        const stream = usageBookStream(organizationId, book);
        const handled = await handleCommand(stream, observed(observe), command(place), context);
        open.set(organizationId, book);
        if (handled.accepted) return handled;
        const { rejection } = handled;
        if (rejection === 'USAGE_BOOK_CLOSED') book++;
        else if (rejection !== 'STREAM_BUSY') return { accepted: false, rejection };
      }
      return { accepted: false, rejection: 'STREAM_BUSY' };
    },
  };
}

const observed = (observe: ObserveDecision | undefined): typeof usageBookDecider =>
  observe === undefined
    ? usageBookDecider
    : {
        ...usageBookDecider,
        decide: (command, state) => {
          const decision = usageBookDecider.decide(command, state);
          observe(state, decision);
          return decision;
        },
      };
