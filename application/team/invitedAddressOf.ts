import type { MemberInvited } from '../../domain/team/organization/invitation.events.js';
import { organizationStream } from '../../domain/team/streams.js';
import { ERASED, type EventCodec } from '../events/eventCodec.js';
import type { EventStore } from '../ports/eventStore.js';
import type { OrganizationFacts } from './organizationFactsOf.js';

/** Whom an invitation is for, and what was written to them; both read `[erased]` once they have been erased. */
export type Invited = Readonly<{ email: string; message: string | null }>;
export type InvitedAddressOf = (
  organizationId: string,
  facts: OrganizationFacts,
  invitationId: string,
) => Promise<Invited | undefined>;

/** Reads the address of an invitation from its event each time: whoever is erased is at once nowhere any more. */
export const invitedAddressOf =
  (eventStore: Pick<EventStore, 'readStream'>, codec: Pick<EventCodec, 'decode'>): InvitedAddressOf =>
  async (organizationId, { invitations }, invitationId) => {
    const known = invitations.get(invitationId);
    if (!known) return undefined;
    for await (const stored of eventStore.readStream(organizationStream(organizationId), known.revision)) {
      const { data } = (await codec.decode(stored)) as unknown as MemberInvited;
      return { email: data.email, message: data.message === ERASED ? null : (data.message ?? null) };
    }
    return undefined;
  };
