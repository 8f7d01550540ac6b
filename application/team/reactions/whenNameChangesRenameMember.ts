import type { ProfileChanged } from '../../../domain/identity/user/user.events.js';
import type { MemberJoined } from '../../../domain/team/organization/member.events.js';
import { organizationDecider } from '../../../domain/team/organization/organization.decider.js';
import { organizationStream } from '../../../domain/team/streams.js';
import { derivedId } from '../../derivedIds.js';
import type { HandleCommand } from '../../handleCommand.js';
import type { PersonOf } from '../../notifications/personOf.js';
import type { Clock } from '../../ports/clock.js';
import type { PersonTracing } from '../../ports/personTraces.js';
import { NotYetPossible, type Reaction } from '../../reactions/reaction.js';

const NAME = 'team.renameMember';

/**
 * Tells the organizations that somebody belongs to, and no others, what they call themselves now. Who joins while changing
 * their name is looked at once more.
 */
export const whenNameChangesRenameMember = (
  handleCommand: HandleCommand,
  personOf: PersonOf,
  tracing: Pick<PersonTracing, 'find'>,
  clock: Clock,
): Reaction<ProfileChanged | MemberJoined> => ({
  name: NAME,
  eventType: ['ProfileChanged', 'MemberJoined'],
  lane: ({ data }) => data.userId,

  async react({ id, type, data, position, metadata }) {
    const { userId } = data;
    const person = await personOf(userId);
    if (!person || person.erased) return;
    if (type === 'MemberJoined' && data.name === person.name) return;
    const organizationIds =
      type === 'MemberJoined'
        ? [data.organizationId]
        : (await tracing.find(userId, person.email, position)).organizationIds;
    for (const organizationId of organizationIds) {
      const handled = await handleCommand(
        organizationStream(organizationId),
        organizationDecider,
        { type: 'RenameMember', data: { organizationId, by: userId, name: person.name }, now: clock.now() },
        {
          ...{
            commandId: derivedId(NAME, id, organizationId),
            correlationId: metadata.$correlationId,
            causationId: id,
          },
          ...{ organizationId, actor: { kind: 'system', id: NAME } },
        },
      );
      if (!handled.accepted) throw new NotYetPossible(`${organizationId} did not take the name: ${handled.rejection}`);
    }
  },
});
