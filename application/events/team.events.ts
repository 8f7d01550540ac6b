import { z } from 'zod';
import { invitationSubject } from '../../domain/team/organization/invitation.events.js';
import type { OrganizationEvent } from '../../domain/team/organization/organization.events.js';
import { permissions } from '../../domain/team/permissions.js';
import type { EventDefinitions } from './eventDefinition.js';

const instant = z.iso.datetime();
const ofOrganization = { organizationId: z.string() };
const ofMember = { ...ofOrganization, userId: z.string() };
const ofInvitation = { ...ofOrganization, invitationId: z.string() };
const ofRole = { ...ofOrganization, roleId: z.string() };
const ofDomain = { ...ofOrganization, domain: z.string() };
const by = z.string();
const token = { generation: z.int().positive(), tokenHash: z.string(), expiresAt: instant };
const ofKey = { ...ofOrganization, apiKeyId: z.string() };
const secret = { secretId: z.string(), secretHash: z.string(), lastFour: z.string() };
const roleTerms = { name: z.string(), description: z.string(), permissions: z.array(z.enum(permissions)) };
const ofPerson = ({ userId }: { userId: string }) => userId;

/** Events of organizations as they are stored. */
export const organizationEvents: EventDefinitions<OrganizationEvent> = {
  OrganizationCreated: { version: 1, data: z.object({ ...ofOrganization, name: z.string() }) },
  OrganizationRenamed: {
    version: 1,
    data: z.object({ ...ofOrganization, from: z.string(), to: z.string(), by }),
  },
  OrganizationDeleted: { version: 1, data: z.object({ ...ofOrganization, by }) },
  MemberJoined: {
    version: 1,
    data: z.object({
      ...ofMember,
      name: z.string(),
      email: z.string(),
      role: z.string(),
      via: z.enum(['creation', 'invitation', 'domain', 'joinRequest']),
      invitationId: z.string().nullable(),
      grantedBy: z.string(),
    }),
    personal: { subject: ofPerson, fields: ['name', 'email'] },
  },
  MemberRenamed: {
    version: 1,
    data: z.object({ ...ofMember, name: z.string() }),
    personal: { subject: ofPerson, fields: ['name'] },
  },
  MemberRoleChanged: { version: 1, data: z.object({ ...ofMember, from: z.string(), to: z.string(), by }) },
  MemberSuspended: { version: 1, data: z.object({ ...ofMember, by }) },
  MemberReactivated: { version: 1, data: z.object({ ...ofMember, by }) },
  MemberRemoved: { version: 1, data: z.object({ ...ofMember, by }) },
  OwnershipTransferred: {
    version: 1,
    data: z.object({ ...ofOrganization, from: z.string(), to: z.string(), by }),
  },
  MemberInvited: {
    version: 1,
    data: z.object({
      ...ofInvitation,
      email: z.string(),
      message: z.string().exactOptional(),
      role: z.string(),
      ...token,
      by,
    }),
    personal: { subject: ({ invitationId }) => invitationSubject(invitationId), fields: ['email', 'message'] },
  },
  InvitationResent: { version: 1, data: z.object({ ...ofInvitation, ...token, by }) },
  InvitationRevoked: {
    version: 1,
    data: z.object({
      ...ofInvitation,
      by,
      because: z.enum(['revoked', 'inviterLostRight', 'roleDeleted', 'joinedOtherwise']),
    }),
  },
  InvitationAccepted: { version: 1, data: z.object({ ...ofInvitation, userId: z.string() }) },
  InvitationErased: { version: 1, data: z.object(ofInvitation) },
  RoleDefined: { version: 1, data: z.object({ ...ofRole, ...roleTerms, by }) },
  RoleChanged: {
    version: 1,
    data: z.object({ ...ofRole, before: z.object(roleTerms), after: z.object(roleTerms), by }),
  },
  RoleDeleted: { version: 1, data: z.object({ ...ofRole, name: z.string(), by }) },
  DomainAdded: { version: 1, data: z.object({ ...ofDomain, challenge: z.string(), by }) },
  DomainVerified: { version: 1, data: z.object(ofDomain) },
  DomainPolicyChanged: {
    version: 1,
    data: z.object({ ...ofDomain, policy: z.enum(['closed', 'request', 'join']), role: z.string(), by }),
  },
  DomainRemoved: { version: 1, data: z.object({ ...ofDomain, by }) },
  JoinRequested: {
    version: 1,
    data: z.object({ ...ofDomain, requestId: z.string(), userId: z.string(), name: z.string(), email: z.string() }),
    personal: { subject: ofPerson, fields: ['name', 'email'] },
  },
  JoinRequestDeclined: {
    version: 1,
    data: z.object({ ...ofOrganization, requestId: z.string(), userId: z.string(), by }),
  },
  ApiKeyCreated: {
    version: 1,
    data: z.object({
      ...ofKey,
      name: z.string(),
      permissions: z.array(z.enum(permissions)),
      expiresAt: instant.nullable(),
      ...secret,
      by,
    }),
  },
  ApiKeyRotated: { version: 1, data: z.object({ ...ofKey, ...secret, formerGoodUntil: instant.nullable(), by }) },
  ApiKeyRevoked: { version: 1, data: z.object({ ...ofKey, by }) },
};
