import type { CommandContext } from '../../../application/commandContext.js';
import { derivedId } from '../../../application/derivedIds.js';
import type { CommandHandling, Handled } from '../../../application/handleCommand.js';
import type { Clock } from '../../../application/ports/clock.js';
import type { SecretTokens } from '../../../application/ports/secretTokens.js';
import { INVITATION_LIFETIME_MS } from '../../../domain/team/organization/invitationTime.js';
import { organizationDecider } from '../../../domain/team/organization/organization.decider.js';
import { organizationStream } from '../../../domain/team/streams.js';
import { demoCustomer, demoPeople, demoOrganizationId as organizationId } from './demoOrganization.js';

type Uses = Readonly<{
  handling: Pick<CommandHandling, 'handleCommand' | 'currentState'>;
  secretTokens: SecretTokens;
  clock: Clock;
}>;

/** The demo is as large as it is, whatever its plan. */
const seats = { limit: null };

const contextOf = (step: string, userId: string): CommandContext => {
  const commandId = derivedId('demo', step);
  const ids = { commandId, correlationId: commandId, causationId: commandId };
  return { ...ids, organizationId, actor: { kind: 'user', id: userId } };
};

function assertDone({ accepted, ...handled }: Handled<string>): void {
  if (!accepted) throw new Error(`the demo organization could not be made: ${JSON.stringify(handled)}`);
}

/** Has the owner found the demo organization and invite the others, as far as that has not happened yet. */
export async function demoTeam({ handling, secretTokens, clock }: Uses): Promise<void> {
  const { handleCommand, currentState } = handling;
  const stream = organizationStream(organizationId);
  const { owner, ...others } = demoPeople;
  const { members, organizationId: known } = await currentState(stream, organizationDecider);
  const now = clock.now();

  if (known === null) {
    const data = { organizationId, name: demoCustomer.name, owner };
    const context = contextOf('organization', owner.userId);
    assertDone(await handleCommand(stream, organizationDecider, { type: 'CreateOrganization', data, now }, context));
  }
  for (const [name, { userId, email, role, ...person }] of Object.entries(others)) {
    if (members[userId]) continue;
    const invitationId = derivedId('demo invitation', name);
    const { hash: tokenHash } = await secretTokens.mint('invitation', {
      ids: [organizationId, invitationId],
      generation: 1,
    });
    const token = { generation: 1, tokenHash };
    const expiresAt = new Date(now.getTime() + INVITATION_LIFETIME_MS).toISOString();
    const invited = { organizationId, by: owner.userId, invitationId, email, role, ...token, expiresAt, seats };
    const invite = { type: 'InviteMember', data: invited, now } as const;
    assertDone(await handleCommand(stream, organizationDecider, invite, contextOf(`invite ${name}`, owner.userId)));
    const accepted = { organizationId, invitationId, ...token, seats };
    const data = { ...accepted, person: { userId, email, name: person.name, emailVerified: true } };
    const accept = { type: 'AcceptInvitation', data, now } as const;
    assertDone(await handleCommand(stream, organizationDecider, accept, contextOf(`accept ${name}`, userId)));
  }
}
