import { describe, it } from 'vitest';
import { organizationDecider } from '../../../../domain/team/organization/organization.decider.js';
import type { OrganizationEvent } from '../../../../domain/team/organization/organization.events.js';
import type { Permission } from '../../../../domain/team/permissions.js';
import { deciderSpec } from '../../../support/deciderSpec.js';

const given = deciderSpec(organizationDecider);
const now = new Date('2026-11-24T12:00:00.000Z');
const organizationId = 'acme';
const roleId = 'role-1';

const created: OrganizationEvent = { type: 'OrganizationCreated', data: { organizationId, name: 'Acme' } };
const joined = (userId: string, role: string): OrganizationEvent => ({
  type: 'MemberJoined',
  data: {
    ...{ organizationId, userId, name: userId, email: `${userId}@example.com`, role },
    ...{ via: 'invitation', invitationId: null, grantedBy: 'mia' },
  },
});
const team = [created, joined('mia', 'owner'), joined('lee', 'admin'), joined('jo', 'member')];
const terms = (name: string, permissions: Permission[] = ['team:read']) => ({ name, description: '', permissions });
const defined = (by = 'mia', permissions: Permission[] = ['team:read']): OrganizationEvent => ({
  type: 'RoleDefined',
  data: { organizationId, roleId, ...terms('Support', permissions), by },
});
const define = (by: string, permissions: Permission[], name = 'Support') => ({
  type: 'DefineRole' as const,
  data: { organizationId, by, roleId, ...terms(name, permissions) },
  now,
});
const change = (by: string, permissions: Permission[], name = 'Support', of = roleId) => ({
  type: 'ChangeRole' as const,
  data: { organizationId, by, roleId: of, ...terms(name, permissions) },
  now,
});
const remove = (by: string, replacement: string | null = null, of = roleId) => ({
  type: 'DeleteRole' as const,
  data: { organizationId, by, roleId: of, replacement },
  now,
});

describe('a custom role', () => {
  it('holds each permission once, in the order of the catalogue', () => {
    given(...team)
      .when(define('mia', ['team:read', 'billing:read', 'team:read']))
      .thenRecorded(defined('mia', ['billing:read', 'team:read']));
  });

  it('can hold nothing that its maker lacks', () => {
    given(...team)
      .when(define('lee', ['team:export']))
      .thenRejected('ROLE_EXCEEDS_OWN');
    given(...team)
      .when(define('jo', ['team:read']))
      .thenRejected('NOT_PERMITTED');
    given(...team, defined())
      .when(change('lee', ['team:export']))
      .thenRejected('ROLE_EXCEEDS_OWN');
  });

  it('that holds more than somebody does is not theirs to change or delete', () => {
    const owners = defined('mia', ['team:export']);
    given(...team, owners)
      .when(change('lee', ['team:read']))
      .thenRejected('ROLE_EXCEEDS_OWN');
    given(...team, owners)
      .when(remove('lee'))
      .thenRejected('ROLE_EXCEEDS_OWN');
  });

  it('is not changed by who has it', () => {
    const manager = defined('mia', ['team:roles', 'team:read']);
    given(...team, manager, joined('sam', roleId))
      .when(change('sam', ['team:read']))
      .thenRejected('OWN_ROLE');
  });

  it('has a name of its own', () => {
    given(...team)
      .when(define('mia', [], 'Owner'))
      .thenRejected('ROLE_NAME_TAKEN');
    const other: OrganizationEvent = {
      type: 'RoleDefined',
      data: { organizationId, roleId: 'role-2', ...terms('SUPPORT'), by: 'mia' },
    };
    given(...team, other)
      .when(define('mia', []))
      .thenRejected('ROLE_NAME_TAKEN');
    given(...team, defined())
      .when(define('mia', [], 'Other'))
      .thenRejected('ROLE_EXISTS');
  });

  it('changed to what it is records nothing', () => {
    given(...team, defined())
      .when(change('mia', ['team:read']))
      .thenNothing();
  });

  it('in use is deleted only with a replacement that may be granted', () => {
    const used = [...team, defined(), joined('sam', roleId)];
    given(...used)
      .when(remove('mia'))
      .thenRejected('ROLE_IN_USE');
    given(...used)
      .when(remove('mia', 'no-such-role'))
      .thenRejected('ROLE_UNKNOWN');
    given(...used)
      .when(remove('mia', roleId))
      .thenRejected('ROLE_UNKNOWN');
    given(...used)
      .when(remove('lee', 'owner'))
      .thenRejected('ROLE_EXCEEDS_OWN');
    given(...used)
      .when(remove('lee', 'viewer'))
      .thenRecorded(
        { type: 'MemberRoleChanged', data: { organizationId, userId: 'sam', from: roleId, to: 'viewer', by: 'lee' } },
        { type: 'RoleDeleted', data: { organizationId, roleId, name: 'Support', by: 'lee' } },
      );
  });

  it('in use by nobody is deleted', () => {
    given(...team, defined())
      .when(remove('mia'))
      .thenRecorded({ type: 'RoleDeleted', data: { organizationId, roleId, name: 'Support', by: 'mia' } });
    given(...team)
      .when(remove('mia'))
      .thenRejected('CUSTOM_ROLE_UNKNOWN');
  });

  it('is never a built-in one', () => {
    given(...team)
      .when(change('mia', [], 'x', 'viewer'))
      .thenRejected('ROLE_BUILT_IN');
    given(...team)
      .when(remove('mia', null, 'admin'))
      .thenRejected('ROLE_BUILT_IN');
  });

  it('ends the invitations that it no longer lets their sender send', () => {
    const inviter = defined('mia', ['team:invite', 'team:read']);
    const invited: OrganizationEvent = {
      type: 'MemberInvited',
      data: {
        ...{ organizationId, invitationId: 'i', email: 'kim@example.com', role: roleId, by: 'sam' },
        ...{ generation: 1, tokenHash: 'h', expiresAt: '2026-11-30T00:00:00.000Z' },
      },
    };
    given(...team, inviter, joined('sam', roleId), invited)
      .when(change('mia', ['team:read']))
      .thenRecorded(
        {
          type: 'RoleChanged',
          data: {
            ...{ organizationId, roleId, before: terms('Support', ['team:invite', 'team:read']) },
            ...{ after: terms('Support'), by: 'mia' },
          },
        },
        {
          type: 'InvitationRevoked',
          data: { organizationId, invitationId: 'i', by: 'mia', because: 'inviterLostRight' },
        },
      );
  });
});
