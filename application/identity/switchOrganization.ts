import { isLive, sessionDecider } from '../../domain/identity/session/session.decider.js';
import { sessionStream } from '../../domain/identity/streams.js';
import type { CommandContext } from '../commandContext.js';
import type { HandleCommand } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import type { OrganizationNow } from '../team/organizationNow.js';
import type { IssueSessionTokens, SessionTokens } from './issueSessionTokens.js';
import type { People } from './people.js';

export type Switch = Readonly<{ userId: string; sessionId: string; to: string }>;
export type Switched =
  | Readonly<{
      accepted: true;
      position: bigint;
      /** Null where an outside identity provider gives out the tokens: the ones in hand go on, for the new organization. */
      tokens: Pick<SessionTokens, 'accessToken' | 'expiresIn'> | null;
    }>
  | Readonly<{ accepted: false; rejection: 'NOT_A_MEMBER' | 'MEMBER_SUSPENDED' | 'SESSION_ENDED' | 'STREAM_BUSY' }>;

export type SwitchOrganization = (wish: Switch, context: CommandContext) => Promise<Switched>;

/**
 * Goes on with a session in another organization of the person's: recorded with the session, so that its next tokens are
 * for that organization as well.
 * @param issue null where tokens come from an outside identity provider
 */
export const switchOrganization =
  (
    handleCommand: HandleCommand,
    people: Pick<People, 'session'>,
    organizationNow: OrganizationNow,
    issue: IssueSessionTokens | null,
    clock: Clock,
  ): SwitchOrganization =>
  async ({ userId, sessionId, to }, context) => {
    const member = (await organizationNow(to)).members[userId];
    if (!member) return { accepted: false, rejection: 'NOT_A_MEMBER' };
    if (member.suspended) return { accepted: false, rejection: 'MEMBER_SUSPENDED' };
    const now = clock.now();
    const handled = await handleCommand(
      sessionStream(sessionId),
      sessionDecider,
      { type: 'SwitchOrganization', data: { sessionId, to }, now },
      context,
    );
    if (!handled.accepted)
      return { accepted: false, rejection: handled.rejection === 'STREAM_BUSY' ? 'STREAM_BUSY' : 'SESSION_ENDED' };
    const session = await people.session(sessionId);
    if (!isLive(session, now)) return { accepted: false, rejection: 'SESSION_ENDED' };
    if (!issue) return { accepted: true, position: handled.position, tokens: null };
    // Asked twice with a switch in between, it is still this one's answer.
    const { accessToken, expiresIn } = await issue({ ...session, organizationId: to });
    return { accepted: true, position: handled.position, tokens: { accessToken, expiresIn } };
  };
