import { canonicalText } from '../../domain/canonicalText.js';
import type { AnyRecordedEvent } from '../events/recordedEvent.js';

/** Where in the log, and when, something came to be as it is. */
export type Origin = Readonly<{ position: bigint; at: string }>;

/** For each field the event that gave it the value it has. @param described what an event says, if anything */
export async function fieldOrigins(
  events: AsyncIterable<AnyRecordedEvent>,
  described: (event: AnyRecordedEvent) => object | undefined,
): Promise<ReadonlyMap<string, Origin>> {
  const origins = new Map<string, Origin>();
  const values = new Map<string, string>();
  for await (const event of events) {
    for (const [field, value] of Object.entries(described(event) ?? {})) {
      const text = canonicalText(value);
      if (values.get(field) === text) continue;
      values.set(field, text);
      origins.set(field, { position: event.position, at: event.metadata.occurredAt });
    }
  }
  return origins;
}
