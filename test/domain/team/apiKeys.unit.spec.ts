import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accessAfter } from '../../../domain/team/access/accessAfter.js';
import { nobodyHasAccess } from '../../../domain/team/access/organizationAccess.js';
import { type ApiKeyPermission, apiKeyPermissions } from '../../../domain/team/apiKeyPermissions.js';
import { organizationDecider } from '../../../domain/team/organization/organization.decider.js';
import type { OrganizationEvent } from '../../../domain/team/organization/organization.events.js';
import { permissionsHeld } from '../../../domain/team/organization/rights.js';
import type { Permission } from '../../../domain/team/permissions.js';
import { deciderSpec } from '../../support/deciderSpec.js';
import { command, event, hours, later, organizationOf } from '../../support/fixtures/organization.js';

const given = deciderSpec(organizationDecider);
const team = organizationOf({ ada: 'admin', jo: 'member', kim: 'keeper' });
const keeper = (...permissions: Permission[]) =>
  event('RoleDefined', { roleId: 'keeper', name: 'Keeper', description: '', permissions, by: 'mia' });
const secret = (secretId: string) => ({ secretId, secretHash: `hash of ${secretId}`, lastFour: 'x7Qk' });
const terms = (permissions: ApiKeyPermission[] = ['billing:usage'], name = 'CI', expiresAt: string | null = null) => ({
  ...{ name, permissions, expiresAt },
});
const create = (by: string, apiKeyId: string, of = terms()) =>
  command('CreateApiKey', { by, apiKeyId, ...of, ...secret(`${apiKeyId}-1`) });
const created = (by: string, apiKeyId: string, of = terms()) =>
  event('ApiKeyCreated', { by, apiKeyId, ...of, ...secret(`${apiKeyId}-1`) });
const rotate = (by: string, apiKeyId: string, secretId: string, formerGoodUntil: string | null = null, after = 0) =>
  command('RotateApiKey', { by, apiKeyId, formerGoodUntil, ...secret(secretId) }, after);
const rotated = (by: string, apiKeyId: string, secretId: string, formerGoodUntil: string | null = null) =>
  event('ApiKeyRotated', { by, apiKeyId, formerGoodUntil, ...secret(secretId) });
const revoke = (by: string, apiKeyId: string) => command('RevokeApiKey', { by, apiKeyId });
const revoked = (by: string, apiKeyId: string) => event('ApiKeyRevoked', { by, apiKeyId });

describe('an API key', () => {
  it('is made by who may, its permissions in the order of the catalogue', () => {
    given(...team)
      .when(create('ada', 'k1', terms(['team:read', 'billing:usage', 'team:read'])))
      .thenRecorded(created('ada', 'k1', terms(['billing:usage', 'team:read'])));
    given(...team)
      .when(create('jo', 'k1'))
      .thenRejected('NOT_PERMITTED');
    given(...team)
      .when(create('sam', 'k1'))
      .thenRejected('NOT_PERMITTED');
  });

  it('never gets, nor shows, what its maker lacks', () => {
    given(...team)
      .when(create('ada', 'k1', terms(['team:export'])))
      .thenRejected('API_KEY_EXCEEDS_OWN');
    given(...team, created('mia', 'k1', terms(['team:export'])))
      .when(rotate('ada', 'k1', 'k1-2'))
      .thenRejected('API_KEY_EXCEEDS_OWN');
    given(...team, created('mia', 'k1', terms(['team:export'])))
      .when(revoke('ada', 'k1'))
      .thenRecorded(revoked('ada', 'k1'));
    given(...team, keeper('apiKeys:manage', 'billing:usage'), keeper('apiKeys:manage'))
      .when(create('kim', 'k1'))
      .thenRejected('API_KEY_EXCEEDS_OWN');
  });

  it('has a name that no other key has, revoked ones aside', () => {
    given(...team, created('mia', 'k1'))
      .when(create('mia', 'k2', terms(['team:read'], 'ci')))
      .thenRejected('API_KEY_NAME_TAKEN');
    given(...team, created('mia', 'k1'), revoked('mia', 'k1'))
      .when(create('mia', 'k2'))
      .thenRecorded(created('mia', 'k2'));
  });

  it('is one of fifty at most', () => {
    const fifty = Array.from({ length: 50 }, (_, n) => created('mia', `k${n}`, terms(['team:read'], `Key ${n}`)));
    given(...team, ...fifty)
      .when(create('mia', 'new'))
      .thenRejected('API_KEYS_TOO_MANY');
    given(...team, ...fifty, revoked('mia', 'k7'))
      .when(create('mia', 'new'))
      .thenRecorded(created('mia', 'new'));
  });

  it('expires in the future, and is not rotated after that', () => {
    const until = (after: number) => terms(['team:read'], 'CI', later(after).toISOString());
    given(...team)
      .when(create('mia', 'k1', until(0)))
      .thenRejected('API_KEY_EXPIRY_PAST');
    given(...team, created('mia', 'k1', until(hours(1))))
      .when(rotate('mia', 'k1', 'k1-2', null, hours(1)))
      .thenRejected('API_KEY_EXPIRED');
  });

  it('is rotated at once, or with a grace', () => {
    given(...team, created('mia', 'k1'))
      .when(rotate('ada', 'k1', 'k1-2'))
      .thenRecorded(rotated('ada', 'k1', 'k1-2'));
    given(...team, created('mia', 'k1'))
      .when(rotate('ada', 'k1', 'k1-2', later(hours(24)).toISOString()))
      .thenRecorded(rotated('ada', 'k1', 'k1-2', later(hours(24)).toISOString()));
  });

  it('is gone once revoked', () => {
    const gone = [...team, created('mia', 'k1'), revoked('mia', 'k1')];
    for (const each of [revoke('mia', 'k1'), rotate('mia', 'k1', 'k1-2'), revoke('mia', 'never')])
      given(...gone)
        .when(each)
        .thenRejected('API_KEY_UNKNOWN');
  });

  it('is dead with its organization', () => {
    const keys = [created('mia', 'k1'), revoked('mia', 'k1'), created('mia', 'k2', terms(['team:read'], 'Reader'))];
    given(...organizationOf(), ...keys)
      .when(command('DeleteOrganization', { by: 'mia', name: 'Northwind' }))
      .thenRecorded(
        revoked('mia', 'k2'),
        event('OrganizationDeleted', { by: 'mia' }),
        event('MemberRemoved', { userId: 'mia', by: 'mia' }),
      );
  });

  it('comes back by no request that was carried out long ago', () => {
    const history = [...team, created('mia', 'k1'), rotated('mia', 'k1', 'k1-2')];
    given(...history)
      .when(rotate('mia', 'k1', 'k1-2'))
      .thenNothing();
    given(...history)
      .when(rotate('mia', 'k1', 'k1-1'))
      .thenRejected('API_KEY_REQUEST_REPEATED');
    given(...history, revoked('mia', 'k1'))
      .when(create('mia', 'k1'))
      .thenRejected('API_KEY_REQUEST_REPEATED');
  });
});

describe('secrets of a key', () => {
  const secretsAfter = (...events: OrganizationEvent[]) => {
    const facts = events.map((each, at) => ({
      event: each,
      evidence: { eventId: `e${at}`, type: each.type, position: String(at), at: later(at).toISOString() },
    }));
    const key = accessAfter(nobodyHasAccess, facts).apiKeys.get('k1');
    return key?.secrets.map(({ secretId, goodUntil }) => [secretId, goodUntil]);
  };
  const at = (after: number) => later(after).toISOString();

  it('end with their grace, which no later rotation lengthens and an instant one ends', () => {
    const first = [created('mia', 'k1'), rotated('mia', 'k1', 'k1-2', at(hours(2)))];
    const both = [...first, rotated('mia', 'k1', 'k1-3', at(hours(9)))];
    expect(secretsAfter(...first)).toEqual([
      ['k1-1', later(hours(2)).getTime()],
      ['k1-2', null],
    ]);
    expect(secretsAfter(...both)).toEqual([
      ['k1-1', later(hours(2)).getTime()],
      ['k1-2', later(hours(9)).getTime()],
      ['k1-3', null],
    ]);
    expect(secretsAfter(...both, rotated('mia', 'k1', 'k1-4'))).toEqual([['k1-4', null]]);
    expect(secretsAfter(...both, revoked('mia', 'k1'))).toBeUndefined();
  });
});

it('whatever is asked by whomever, a key holds only what its maker held then, and of what keys can hold', () => {
  const people = ['mia', 'ada', 'jo', 'kim'];
  const permission = fc.constantFrom(...apiKeyPermissions);
  const act = fc.record({
    by: fc.constantFrom(...people),
    permissions: fc.uniqueArray(permission, { minLength: 1 }),
    ofRole: fc.subarray<Permission>(['apiKeys:manage', ...apiKeyPermissions]),
  });
  let made = 0;
  fc.assert(
    fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
      let state = team.reduce(organizationDecider.evolve, organizationDecider.initialState);
      for (const [n, { by, permissions, ofRole }] of acts.entries()) {
        state = organizationDecider.evolve(state, keeper(...ofRole));
        const decision = organizationDecider.decide(create(by, `k${n}`, terms(permissions, `Key ${n}`)), state);
        const held = permissionsHeld(state, by);
        const may = held.includes('apiKeys:manage') && permissions.every((each) => held.includes(each));
        expect(decision.accepted).toBe(may);
        if (!decision.accepted) continue;
        made += 1;
        state = decision.events.reduce(organizationDecider.evolve, state);
        expect(state.apiKeys[`k${n}`]?.permissions.toSorted()).toEqual(permissions.toSorted());
      }
    }),
  );
  expect(made).toBeGreaterThan(20);
});
