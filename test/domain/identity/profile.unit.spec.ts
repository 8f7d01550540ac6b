import { describe, it } from 'vitest';
import type { ChangeProfile } from '../../../domain/identity/user/user.commands.js';
import { userDecider } from '../../../domain/identity/user/user.decider.js';
import type { UserEvent } from '../../../domain/identity/user/user.events.js';
import { deciderSpec } from '../../support/deciderSpec.js';
import { registered, secondsIn, userId } from '../../support/fixtures/identity.js';

const given = deciderSpec(userDecider);
const change = (profile: Omit<ChangeProfile['data'], 'userId'>): ChangeProfile => ({
  type: 'ChangeProfile',
  data: { userId, ...profile },
  now: secondsIn(1),
});
const changed = (profile: Readonly<{ name: string; locale?: string; timeZone?: string }>): UserEvent => ({
  type: 'ProfileChanged',
  data: { userId, ...profile },
});

describe('a profile', () => {
  it('changes where something is said, and stays where nothing is', () => {
    given(registered)
      .when(change({ name: 'Mia L.' }))
      .thenRecorded(changed({ name: 'Mia L.' }));
    given(registered)
      .when(change({ timeZone: 'Europe/Berlin' }))
      .thenRecorded(changed({ name: 'Mia', timeZone: 'Europe/Berlin' }));
    given(registered, changed({ name: 'Mia L.', timeZone: 'Europe/Berlin' }))
      .when(change({ locale: 'de-DE' }))
      .thenRecorded(changed({ name: 'Mia L.', locale: 'de-DE', timeZone: 'Europe/Berlin' }));
  });

  it('said again as it is records nothing', () => {
    given(registered)
      .when(change({ name: 'Mia' }))
      .thenNothing();
    given(registered).when(change({})).thenNothing();
    given(registered, changed({ name: 'Mia', locale: 'de' }))
      .when(change({ locale: 'de' }))
      .thenNothing();
  });
});
