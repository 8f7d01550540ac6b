import type { OrganizationEvent } from '../../domain/team/organization/organization.events.js';
import { organizationStream } from '../../domain/team/streams.js';
import { evidenceOf } from '../events/evidenceOf.js';
import type { AnyRecordedEvent } from '../events/recordedEvent.js';
import type { StreamFold, StreamFolds } from '../streamFolds.js';

/** What mails and the activity log say about an organization. Holds nobody's address. */
export type OrganizationFacts = Readonly<{
  /** Null where it has never been created in the log. */
  name: string | null;
  roleNames: ReadonlyMap<string, string>;
  /** Names of who belongs, as they are; of who left or only asked to join, as they were then. Also of who is erased meanwhile. */
  memberNames: ReadonlyMap<string, string>;
  /** API keys, also the revoked, and who made each. */
  apiKeys: ReadonlyMap<string, Readonly<{ name: string; madeBy: string }>>;
  /** Invitations, and where in the stream each says whom it is for. */
  invitations: ReadonlyMap<
    string,
    Readonly<{ revision: bigint; role: string; by: string; invited: ReturnType<typeof evidenceOf> }>
  >;
  /** Commands that transferred ownership. */
  transfers: ReadonlySet<string>;
}>;
export type OrganizationFactsOf = (organizationId: string) => Promise<OrganizationFacts>;

const withEntry = <V>(map: ReadonlyMap<string, V>, key: string, value: V): ReadonlyMap<string, V> =>
  new Map(map).set(key, value);

const facts: StreamFold<OrganizationFacts> = {
  name: 'team.organizationFacts',
  initial: {
    name: null,
    roleNames: new Map(),
    memberNames: new Map(),
    apiKeys: new Map(),
    invitations: new Map(),
    transfers: new Set(),
  },
  evolve(state, event: AnyRecordedEvent) {
    const { type, data } = event as unknown as OrganizationEvent;
    switch (type) {
      case 'OrganizationCreated':
        return { ...state, name: data.name };
      case 'OrganizationRenamed':
        return { ...state, name: data.to };
      case 'RoleDefined':
        return { ...state, roleNames: withEntry(state.roleNames, data.roleId, data.name) };
      case 'RoleChanged':
        return { ...state, roleNames: withEntry(state.roleNames, data.roleId, data.after.name) };
      case 'MemberJoined':
      case 'MemberRenamed':
      case 'JoinRequested':
        return { ...state, memberNames: withEntry(state.memberNames, data.userId, data.name) };
      case 'ApiKeyCreated':
        return { ...state, apiKeys: withEntry(state.apiKeys, data.apiKeyId, { name: data.name, madeBy: data.by }) };
      case 'MemberInvited': {
        const { role, by } = data;
        const invited = { revision: event.revision, role, by, invited: evidenceOf(event) };
        return { ...state, invitations: withEntry(state.invitations, data.invitationId, invited) };
      }
      case 'InvitationResent': {
        const known = state.invitations.get(data.invitationId);
        const resent = known && { ...known, by: data.by };
        return resent ? { ...state, invitations: withEntry(state.invitations, data.invitationId, resent) } : state;
      }
      case 'OwnershipTransferred':
        return { ...state, transfers: new Set(state.transfers).add(event.metadata.commandId) };
      default:
        return state;
    }
  },
};

/** An organization's names, roles, invitations and transfers as the log has them now. */
export const organizationFactsOf =
  (streamFolds: StreamFolds): OrganizationFactsOf =>
  (organizationId) =>
    streamFolds.now(organizationStream(organizationId), facts);
