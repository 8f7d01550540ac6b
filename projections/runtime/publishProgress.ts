import type { AnyRecordedEvent } from '../../application/events/recordedEvent.js';
import type { WakeUps } from '../../application/ports/wakeUps.js';

const QUIET_MS = 50;

/** Tells others how far a read model has come: commits at once, mere progress at most every 50 ms. */
export function progressPublisher(wakeUps: Pick<WakeUps, 'publish'>, name: string) {
  let published = -1n;
  let latest = -1n;
  let quiet: NodeJS.Timeout | undefined;

  const publish = (position: bigint, organizationIds: readonly string[]) => {
    published = position;
    wakeUps.publish(`readModel.${name}`, { position: position.toString(), organizationIds });
  };

  const afterQuiet = () => {
    quiet = undefined;
    if (latest > published) passed(latest);
  };

  /** Everything up to the position is in the read model, without a change to it. */
  function passed(position: bigint): void {
    latest = position;
    if (quiet || position <= published) return;
    publish(position, []);
    quiet = setTimeout(afterQuiet, QUIET_MS).unref();
  }

  /** Events up to the position were committed. */
  function committed(position: bigint, events: readonly AnyRecordedEvent[]): void {
    latest = position;
    const organizations = new Set<string>();
    for (const { metadata } of events) if (metadata.organizationId) organizations.add(metadata.organizationId);
    publish(position, [...organizations]);
  }

  return { passed, committed };
}
