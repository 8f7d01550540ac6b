import type { Command } from '../../command.js';
import type { SessionEndReason, SessionStarted } from './session.events.js';

type OfSession = Readonly<{ sessionId: string }>;

export type SessionCommand =
  | Command<'StartSession', Omit<SessionStarted['data'], 'expiresAt' | 'at'>>
  /** `generation` is that of the refresh token presented. */
  | Command<'RefreshSession', OfSession & { generation: number }>
  | Command<'SwitchOrganization', OfSession & { to: string | null }>
  | Command<'EndSession', OfSession & { reason: SessionEndReason }>;

export type SessionRejection = 'SESSION_ENDED' | 'SESSION_ALREADY_STARTED';
