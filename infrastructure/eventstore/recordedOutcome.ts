import type { AppendResult, ExpectedRevision, StoredEvent } from '../../application/ports/eventStore.js';

/** The revision the first event of an append gets. */
export const firstRevision = (expected: ExpectedRevision): bigint => (expected === 'noStream' ? 0n : expected + 1n);

/**
 * What became of an append, judged by the events that now stand from its first revision on.
 * Undefined when they do not tell: not recorded yet, or no longer readable.
 */
export function recordedOutcome(
  ids: readonly string[],
  expected: ExpectedRevision,
  found: readonly StoredEvent[],
): AppendResult | undefined {
  const [first] = found;
  const last = found.at(-1);
  if (!first || !last) return undefined;
  const ours = found.length === ids.length && found.every(({ id }, index) => id === ids[index]?.toLowerCase());
  if (ours) return { outcome: 'appended', position: last.position, revision: last.revision };
  return first.revision === firstRevision(expected) ? { outcome: 'conflict' } : undefined;
}
