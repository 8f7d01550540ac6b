import type { SessionEvent } from '../../domain/identity/session/session.events.js';
import {
  noSession,
  type SessionStanding,
  sessionStandingAfter,
} from '../../domain/identity/session/sessionStanding.js';
import { sessionStream } from '../../domain/identity/streams.js';
import { accessAfter } from '../../domain/team/access/accessAfter.js';
import { membershipDenial } from '../../domain/team/access/denial.js';
import {
  nameOfRole,
  nobodyHasAccess,
  type OrganizationAccess,
  permissionsOfRole,
} from '../../domain/team/access/organizationAccess.js';
import type { OrganizationEvent } from '../../domain/team/organization/organization.events.js';
import { organizationStream } from '../../domain/team/streams.js';
import { evidenceOf } from '../events/evidenceOf.js';
import type { FollowedStates } from '../followedStates.js';
import type { VerifiedClaims } from '../ports/accessTokens.js';
import type { Callers, ResolvedCaller } from '../ports/callers.js';
import type { Clock } from '../ports/clock.js';

type Known = Readonly<{
  session: SessionStanding;
  access: OrganizationAccess | undefined;
  resolved: ResolvedCaller;
}>;

type Claims = Omit<VerifiedClaims, 'expiresAt'>;

/** The organization a token is for: the one it names, or else the one its session is in. */
const organizationOf = ({ organizationId }: Claims, session: SessionStanding): string | null =>
  organizationId === undefined ? (session.status === 'inForce' ? session.organizationId : null) : organizationId;

const ended: ResolvedCaller = { outcome: 'sessionEnded' };

/**
 * Resolves tokens on fresh facts: the session's stream says whether it is in force, the organization's stream what its
 * member may do (OWASP ASVS 8.3.2: a change of rights holds for the next request).
 */
export function resolveCaller(followed: FollowedStates, clock: Clock): Callers {
  const sessions = followed.of<SessionStanding>({
    category: 'session',
    initial: noSession,
    evolve: (standing, events) =>
      events.reduce((state, event) => sessionStandingAfter(state, event as unknown as SessionEvent), standing),
  });
  const organizations = followed.of<OrganizationAccess>({
    category: 'organization',
    initial: nobodyHasAccess,
    evolve: (access, events) =>
      accessAfter(
        access,
        events.map((event) => ({ event: event as unknown as OrganizationEvent, evidence: evidenceOf(event) })),
      ),
  });

  function inForce(standing: SessionStanding, userId: string): boolean {
    return standing.status === 'inForce' && standing.userId === userId && standing.expiresAt > clock.now().getTime();
  }

  function resolvedFrom(
    claims: Claims,
    session: SessionStanding,
    access: OrganizationAccess | undefined,
  ): ResolvedCaller {
    const { userId, sessionId } = claims;
    const organizationId = organizationOf(claims, session);
    if (!inForce(session, userId)) return ended;
    const denial = access && membershipDenial(access, userId);
    const member = access?.members.get(userId);
    if (organizationId === null || !access || !member || denial) {
      return { outcome: 'outsider', person: { kind: 'user', userId, sessionId, organizationId: null }, denial };
    }
    const { role, given, lost } = member;
    const { roles } = access;
    const [roleName, permissions] = [nameOfRole(roles, role), permissionsOfRole(roles, role)];
    // Written in one piece: V8 gives every object that is spread together a shape of its own, a third of a kilobyte.
    const caller = {
      kind: 'user' as const,
      userId,
      sessionId,
      organizationId,
      role,
      roleName,
      permissions,
      given,
      lost,
    };
    return { outcome: 'caller', caller };
  }

  /** Claims come as the same object for as long as a token is known, so an answer is made once per change of its facts. */
  const known = new WeakMap<Claims, Known>();

  function answer(claims: Claims, session: SessionStanding, access: OrganizationAccess | undefined): ResolvedCaller {
    const before = known.get(claims);
    if (!before || before.session !== session || before.access !== access) {
      const resolved = resolvedFrom(claims, session, access);
      known.set(claims, { session, access, resolved });
      return resolved;
    }
    return inForce(session, claims.userId) ? before.resolved : ended;
  }

  function within(
    claims: Claims,
    session: SessionStanding | Promise<SessionStanding>,
    organizationId: string | null,
  ): ResolvedCaller | Promise<ResolvedCaller> {
    const access = organizationId === null ? undefined : organizations.current(organizationStream(organizationId));
    if (!(session instanceof Promise) && !(access instanceof Promise)) return answer(claims, session, access);
    return Promise.all([session, access]).then(([standing, granted]) => answer(claims, standing, granted));
  }

  return {
    resolve(claims) {
      const session = sessions.current(sessionStream(claims.sessionId));
      if (session instanceof Promise && claims.organizationId === undefined)
        return session.then((standing) => within(claims, standing, organizationOf(claims, standing)));
      const named = session instanceof Promise ? (claims.organizationId ?? null) : organizationOf(claims, session);
      return within(claims, session, named);
    },
    accessOf: (organizationId) => organizations.current(organizationStream(organizationId)),
    onChange: (listener) =>
      followed.onStale((stream) => {
        const id = stream.slice(stream.indexOf('-') + 1);
        if (stream.startsWith('session-')) listener({ sessionId: id });
        else if (stream.startsWith('organization-')) listener({ organizationId: id });
      }),
  };
}
