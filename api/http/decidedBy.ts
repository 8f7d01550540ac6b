import type { Prohibition } from '../../domain/team/access/refusedByRule.js';

/** What a person can look up of a prohibition: the rule, and the recorded event that decided it. */
export const decidedBy = ({ rule, decidedBy: event, permission }: Prohibition) => ({
  decidedBy: { rule, eventId: event?.eventId ?? null, type: event?.type ?? null, at: event?.at ?? null },
  ...(permission === undefined ? {} : { permission }),
});
