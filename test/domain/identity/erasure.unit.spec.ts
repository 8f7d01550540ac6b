import { describe, it } from 'vitest';
import { erasedSubjectsDecider } from '../../../domain/identity/erasure/erasedSubjects.decider.js';
import type { ErasePerson } from '../../../domain/identity/user/user.commands.js';
import { userDecider } from '../../../domain/identity/user/user.decider.js';
import type { UserEvent } from '../../../domain/identity/user/user.events.js';
import { organizationDecider } from '../../../domain/team/organization/organization.decider.js';
import { deciderSpec } from '../../support/deciderSpec.js';
import { registered, secondsIn, userId } from '../../support/fixtures/identity.js';
import { command, event, invited, organizationOf } from '../../support/fixtures/organization.js';

const erase = (proof: Partial<ErasePerson['data']>): ErasePerson => ({
  type: 'ErasePerson',
  data: { userId, sessionId: 's1', verifiedHash: null, secondFactor: null, ...proof },
  now: secondsIn(1),
});
const erased: UserEvent = { type: 'PersonErased', data: { userId, requestedBy: userId } };

describe('erasing a person', () => {
  const given = deciderSpec(userDecider);
  const hash = registered.type === 'UserRegistered' ? registered.data.passwordHash : null;

  it('takes the password as it is now', () => {
    given(registered)
      .when(erase({ verifiedHash: hash }))
      .thenRecorded(erased);
    given(registered)
      .when(erase({ verifiedHash: 'another' }))
      .thenRejected('SIGN_IN_FAILED');
  });

  it('takes a proof beside the session, and happens once', () => {
    given(registered).when(erase({})).thenRejected('PROOF_REQUIRED');
    given(registered, erased)
      .when(erase({ verifiedHash: hash }))
      .thenRejected('SIGN_IN_FAILED');
  });
});

describe('the deletion list', () => {
  const given = deciderSpec(erasedSubjectsDecider);
  const list = (...subjects: string[]) =>
    ({ type: 'EraseSubjects', data: { userId, subjects }, now: secondsIn(1) }) as const;
  const listed = (...subjects: string[]) => ({ type: 'SubjectsErased', data: { userId, subjects } }) as const;

  it('names each subject once', () => {
    given()
      .when(list('a', 'b', 'a'))
      .thenRecorded(listed('a', 'b'));
    given(listed('a', 'b')).when(list('b', 'c')).thenRecorded(listed('c'));
    given(listed('a')).when(list('a')).thenNothing();
  });
});

describe('an organization', () => {
  const given = deciderSpec(organizationDecider);
  const team = [...organizationOf({ jo: 'member' }), invited('i1', 'jo@example.com')];
  const forget = command('ForgetPerson', { by: 'jo', invitationIds: ['i1', 'unknown'] });
  const left = [
    event('MemberRemoved', { userId: 'jo', by: 'jo' }),
    event('InvitationErased', { invitationId: 'i1' }),
  ] as const;

  it('forgets an erased person once: membership and invitations', () => {
    given(...team)
      .when(forget)
      .thenRecorded(...left);
    given(...team, ...left)
      .when(forget)
      .thenNothing();
  });

  it('is not known to whoever it never knew', () => {
    given()
      .when(command('ForgetPerson', { by: 'jo', invitationIds: [] }))
      .thenRejected('ORGANIZATION_UNKNOWN');
  });
});
