import { canonicalEmail } from '../../../domain/emailAddress.js';
import { emailAddressDecider } from '../../../domain/identity/emailAddress/emailAddress.decider.js';
import { erasedSubjectsDecider } from '../../../domain/identity/erasure/erasedSubjects.decider.js';
import { ERASED_SUBJECTS_STREAM, emailAddressStream } from '../../../domain/identity/streams.js';
import type { PersonErased } from '../../../domain/identity/user/user.events.js';
import { invitationSubject } from '../../../domain/team/organization/invitation.events.js';
import { organizationDecider } from '../../../domain/team/organization/organization.decider.js';
import { organizationStream } from '../../../domain/team/streams.js';
import type { CommandContext } from '../../commandContext.js';
import { derivedId } from '../../derivedIds.js';
import { ERASED } from '../../events/eventCodec.js';
import type { CommandHandling } from '../../handleCommand.js';
import type { Clock } from '../../ports/clock.js';
import type { PersonalData } from '../../ports/personalData.js';
import type { PersonTraces, PersonTracing } from '../../ports/personTraces.js';
import type { StripeCustomers } from '../../ports/stripeCustomers.js';
import type { Reaction } from '../../reactions/reaction.js';
import type { CalledBefore } from '../calledBefore.js';
import type { EndSessions } from '../endSessions.js';

const NAME = 'identity.forget-person';

export type Forgetting = Readonly<{
  handling: CommandHandling;
  calledBefore: CalledBefore;
  personalData: PersonalData;
  tracing: PersonTracing;
  endSessions: EndSessions;
  customers: Pick<StripeCustomers, 'forgetContact'>;
  clock: Clock;
}>;

/**
 * Removes an erased person wherever it stands, and last of all its keys: a repetition finds everything that the attempt before
 * has left. What is to be deleted is recorded first, so that a key table that is older than the erasure does not bring it back.
 */
export const whenPersonErasedForgetThem = (parts: Forgetting): Reaction<PersonErased> => ({
  name: NAME,
  eventType: 'PersonErased',
  lane: ({ data }) => data.userId,

  async react({ id, data: { userId }, position, metadata }) {
    const { handling, personalData, tracing, endSessions } = parts;
    const person = await parts.calledBefore(userId);
    const context: CommandContext = {
      ...{ commandId: derivedId(NAME, id), correlationId: metadata.$correlationId, causationId: id },
      ...{ organizationId: null, actor: { kind: 'system', id: NAME } },
    };
    await endSessions(person.sessionIds, 'erased', context);
    const traces = await tracing.find(userId, person.email, position);
    await leaveOrganizations(parts, userId, traces, context);
    if (person.email !== ERASED) {
      await releaseAddress(parts, userId, person.email, context);
      for (const customerId of traces.customerIds) await parts.customers.forgetContact(customerId, person);
      await tracing.eraseCopies([person.email, ...person.names].filter((word) => word !== ERASED));
    }
    const subjects = [userId, ...traces.invitations.map(({ invitationId }) => invitationSubject(invitationId))];
    const command = { type: 'EraseSubjects', data: { userId, subjects }, now: parts.clock.now() } as const;
    const listed = await handling.handleCommand(ERASED_SUBJECTS_STREAM, erasedSubjectsDecider, command, context);
    if (!listed.accepted) throw new Error(`the deletion list was not written: ${listed.rejection}`);
    for (const subject of subjects) await personalData.erase(subject);
  },
});

async function leaveOrganizations(
  { handling, clock }: Forgetting,
  userId: string,
  { organizationIds, invitations }: PersonTraces,
  context: CommandContext,
): Promise<void> {
  for (const organizationId of new Set([...organizationIds, ...invitations.map((each) => each.organizationId)])) {
    const invitationIds = invitations
      .filter((invitation) => invitation.organizationId === organizationId)
      .map(({ invitationId }) => invitationId);
    const command = {
      type: 'ForgetPerson',
      data: { organizationId, by: userId, invitationIds },
      now: clock.now(),
    } as const;
    const handled = await handling.handleCommand(organizationStream(organizationId), organizationDecider, command, {
      ...context,
      organizationId,
      commandId: derivedId('forget-person', organizationId, context.commandId),
    });
    if (!handled.accepted) throw new Error(`${organizationId} did not let ${userId} go: ${handled.rejection}`);
  }
}

/** Somebody else may have the address from now on. */
async function releaseAddress(
  { handling, personalData, clock }: Forgetting,
  userId: string,
  email: string,
  context: CommandContext,
): Promise<void> {
  const digest = await personalData.digest('emailAddresses', canonicalEmail(email) ?? email);
  const command = { type: 'ReleaseEmailAddress', data: { digest, userId }, now: clock.now() } as const;
  await handling.handleCommand(emailAddressStream(digest), emailAddressDecider, command, {
    ...context,
    commandId: derivedId('release-address', context.commandId),
  });
}
