import type { SessionEvent } from './session.events.js';

/** What a request has to know of the session it comes from. */
export type SessionStanding =
  | Readonly<{ status: 'none' }>
  | Readonly<{ status: 'inForce'; userId: string; organizationId: string | null; expiresAt: number }>
  | Readonly<{ status: 'ended' }>;

export const noSession: SessionStanding = { status: 'none' };

/** The standing after one more event of the session. `expiresAt` is milliseconds since 1970, UTC. */
export function sessionStandingAfter(standing: SessionStanding, event: SessionEvent): SessionStanding {
  switch (event.type) {
    case 'SessionStarted':
      return {
        status: 'inForce',
        userId: event.data.userId,
        organizationId: event.data.organizationId,
        expiresAt: Date.parse(event.data.expiresAt),
      };
    case 'SessionRefreshed':
      return standing.status === 'inForce' ? { ...standing, expiresAt: Date.parse(event.data.expiresAt) } : standing;
    case 'SessionEnded':
      return { status: 'ended' };
    case 'SessionOrganizationSwitched':
      return standing.status === 'inForce' ? { ...standing, organizationId: event.data.to } : standing;
  }
}
