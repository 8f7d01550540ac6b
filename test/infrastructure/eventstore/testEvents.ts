import type { EventToAppend } from '../../../application/ports/eventStore.js';

let events = 0;

/** A new event with an id no other test event of this file has. */
export const testEvent = (data: unknown = {}, type = 'SeatsChanged'): EventToAppend => ({
  id: `00000000-0000-4000-8000-${(++events).toString(16).padStart(12, '0')}`,
  type,
  data,
  metadata: { actorId: 'user-1' },
});

export const testEvents = (count: number, type?: string): EventToAppend[] =>
  Array.from({ length: count }, (_, index) => testEvent({ index }, type));

/** Everything an asynchronous iterable yields. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}
