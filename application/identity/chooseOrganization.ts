import type { RegisteredUser } from '../../domain/identity/user/userState.js';
import { organizationDecider } from '../../domain/team/organization/organization.decider.js';
import { activeMember } from '../../domain/team/organization/rights.js';
import { organizationStream } from '../../domain/team/streams.js';
import type { CurrentState } from '../handleCommand.js';
import type { People } from './people.js';

/** Which organization a new session of a person begins in; null where it belongs to none. */
export type ChooseOrganization = (
  user: Pick<RegisteredUser, 'userId' | 'sessions' | 'lastOrganizationId'>,
) => Promise<string | null>;

/** Organizations a person may belong to, as a read model lists them; the log has the last word. */
export type MembershipsOf = (userId: string) => Promise<readonly string[]>;

/** The one the person was in last, if it still belongs to it, else any that it does belong to. */
export const chooseOrganization =
  (currentState: CurrentState, people: Pick<People, 'session'>, membershipsOf: MembershipsOf): ChooseOrganization =>
  async ({ userId, sessions, lastOrganizationId }) => {
    const belongs = async (organizationId: string) =>
      activeMember(await currentState(organizationStream(organizationId), organizationDecider), userId) !== undefined;
    const last = sessions.at(-1);
    const session = last && (await people.session(last.sessionId));
    const current = session?.status === 'active' ? session.organizationId : lastOrganizationId;
    if (current !== null && (await belongs(current))) return current;
    for (const organizationId of await membershipsOf(userId)) if (await belongs(organizationId)) return organizationId;
    return null;
  };
