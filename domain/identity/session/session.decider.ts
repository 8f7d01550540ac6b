import { accept, type Decider, type Decision, reject } from '../../decider.js';
import { instantAfter, instantOf } from '../../instant.js';
import type { SessionCommand, SessionRejection } from './session.commands.js';
import type { SessionEndReason, SessionEvent, SessionStarted } from './session.events.js';

const DAY_MS = 86_400_000;
/** Without a refresh a session ends after this long. */
const IDLE_MS = 30 * DAY_MS;
/** However often it is refreshed. */
const LONGEST_MS = 90 * DAY_MS;
/** A refresh token just exchanged may come once more: two tabs, or an answer that was lost. */
export const REFRESH_GRACE_MS = 10_000;

export type ActiveSession = Readonly<{
  status: 'active';
  sessionId: string;
  userId: string;
  organizationId: string | null;
  method: SessionStarted['data']['method'];
  ip: string;
  userAgent: string;
  /** Of the refresh token in force; the first has 1. */
  generation: number;
  startedAt: string;
  refreshedAt: string;
  expiresAt: string;
}>;
export type Session =
  | Readonly<{ status: 'none' }>
  | ActiveSession
  | Readonly<{ status: 'ended'; userId: string; reason: SessionEndReason }>;

/** Whether a session is in force at a time. */
export const isLive = (session: Session, now: Date): session is ActiveSession =>
  session.status === 'active' && now.toISOString() < session.expiresAt;

/** A session is a family of refresh tokens, of which one at a time is good. */
export const sessionDecider: Decider<Session, SessionCommand, SessionEvent, SessionRejection> = {
  initialState: { status: 'none' },

  evolve(state, { type, data }) {
    switch (type) {
      case 'SessionStarted':
        return started(data);
      case 'SessionRefreshed': {
        if (state.status !== 'active') return state;
        const { generation, expiresAt, at } = data;
        return { ...state, generation, expiresAt, refreshedAt: at ?? state.refreshedAt };
      }
      case 'SessionOrganizationSwitched':
        return state.status === 'active' ? { ...state, organizationId: data.to } : state;
      case 'SessionEnded':
        return { status: 'ended', userId: data.userId, reason: data.reason };
    }
  },

  decide({ type, data, now }, state) {
    const at = now.toISOString();
    switch (type) {
      case 'StartSession': {
        if (state.status !== 'none') return reject('SESSION_ALREADY_STARTED');
        const { sessionId, userId, organizationId, method, ip, userAgent } = data;
        const expiresAt = instantAfter(now, IDLE_MS);
        const facts = { sessionId, userId, organizationId, method, ip, userAgent, expiresAt, at };
        return accept({ type: 'SessionStarted', data: facts });
      }
      case 'RefreshSession':
        return isLive(state, now) ? refresh(state, data.generation, now) : reject('SESSION_ENDED');
      case 'SwitchOrganization': {
        if (!isLive(state, now)) return reject('SESSION_ENDED');
        const { sessionId, userId, organizationId: from } = state;
        if (from === data.to) return accept();
        return accept({ type: 'SessionOrganizationSwitched', data: { sessionId, userId, from, to: data.to } });
      }
      case 'EndSession':
        return state.status === 'active' ? end(state, data.reason) : accept();
    }
  },
};

function started({ sessionId, userId, organizationId, method, ip, userAgent, expiresAt, at }: SessionStarted['data']) {
  const startedAt = at ?? instantAfter(expiresAt, -IDLE_MS);
  const facts = { sessionId, userId, organizationId, method, ip, userAgent, expiresAt };
  return { status: 'active', ...facts, generation: 1, startedAt, refreshedAt: startedAt } as const;
}

/** Rotates the token; one exchanged before comes from a thief or from whom it was stolen, and nobody can tell which (RFC 9700, 4.14.2). */
function refresh(session: ActiveSession, presented: number, now: Date): Decision<SessionEvent, SessionRejection> {
  const { sessionId, userId, generation, startedAt, refreshedAt } = session;
  if (presented > generation) return reject('SESSION_ENDED');
  if (presented === generation) {
    const latest = Math.min(now.getTime() + IDLE_MS, Date.parse(startedAt) + LONGEST_MS);
    const expiresAt = instantOf(latest);
    const facts = { sessionId, userId, generation: generation + 1, expiresAt, at: now.toISOString() };
    return accept({ type: 'SessionRefreshed', data: facts });
  }
  const inGrace = presented === generation - 1 && now.getTime() - Date.parse(refreshedAt) <= REFRESH_GRACE_MS;
  return inGrace ? accept() : end(session, 'refreshTokenReused');
}

const end = ({ sessionId, userId }: ActiveSession, reason: SessionEndReason): Decision<SessionEvent, never> =>
  accept({ type: 'SessionEnded', data: { sessionId, userId, reason } });
