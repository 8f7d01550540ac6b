import { type Session, sessionDecider } from '../../domain/identity/session/session.decider.js';
import type { SessionStarted } from '../../domain/identity/session/session.events.js';
import { sessionStream, userStream } from '../../domain/identity/streams.js';
import type { SignIn, UserRejection } from '../../domain/identity/user/user.commands.js';
import { userDecider } from '../../domain/identity/user/user.decider.js';
import type { CommandContext } from '../commandContext.js';
import { derivedId } from '../derivedIds.js';
import type { CommandHandling } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import type { IssueSessionTokens, SessionTokens } from './issueSessionTokens.js';

/** From where somebody signs in. */
export type Origin = Readonly<{ ip: string; userAgent: string }>;

/** A session wanted, by somebody who proved what it takes. */
export type Opening = Origin &
  Readonly<{
    userId: string;
    organizationId: string | null;
    method: SessionStarted['data']['method'];
    /** What the proof was checked against: refused when it is not in force any more. */
    verifiedHash: string | null;
    secondFactor: SignIn['data']['secondFactor'];
  }>;

export type Opened =
  | Readonly<{ accepted: true; tokens: SessionTokens; position: bigint }>
  | Readonly<{ accepted: false; rejection: UserRejection | 'SESSION_ENDED' | 'STREAM_BUSY' | 'REVISION_MISMATCH' }>;

export type OpenSession = (opening: Opening, context: CommandContext) => Promise<Opened>;

/**
 * Begins a session: decided in the person's stream, so that no session begins with a password that was changed since or
 * with a code that was used. Its id comes from the command's: asked twice it is one session.
 */
export const openSession =
  ({ handleCommand, currentState }: CommandHandling, issue: IssueSessionTokens, clock: Clock): OpenSession =>
  async ({ userId, organizationId, method, ip, userAgent, verifiedHash, secondFactor }, context) => {
    const sessionId = derivedId('session', context.commandId);
    const now = clock.now();
    const from = { userId, sessionId, organizationId, method, ip };
    const commandId = derivedId('sign-in', context.commandId);
    const signedIn = await handleCommand(
      userStream(userId),
      userDecider,
      { type: 'SignIn', data: { ...from, verifiedHash, secondFactor }, now },
      { ...context, commandId },
    );
    if (!signedIn.accepted) return signedIn;

    const stream = sessionStream(sessionId);
    const started = await handleCommand(
      stream,
      sessionDecider,
      { type: 'StartSession', data: { ...from, userAgent }, now },
      { ...context, organizationId, commandId: derivedId('start-session', context.commandId) },
      { likelyNew: true },
    );
    if (!started.accepted && started.rejection === 'STREAM_BUSY') return { ...started, rejection: 'STREAM_BUSY' };
    const session: Session = await currentState(stream, sessionDecider);
    if (session.status !== 'active') return { accepted: false, rejection: 'SESSION_ENDED' };
    const position = started.accepted ? started.position : signedIn.position;
    return { accepted: true, tokens: await issue(session), position };
  };
