import { accept, type Decision } from '../../decider.js';
import type { ChangeProfile } from './user.commands.js';
import type { ProfileChanged } from './user.events.js';
import type { RegisteredUser } from './userState.js';

/** What a person says of itself; what it does not mention stays. */
export function decideProfile({ data }: ChangeProfile, user: RegisteredUser): Decision<ProfileChanged, never> {
  const { userId, name = user.name, locale = user.locale, timeZone = user.timeZone } = data;
  if (name === user.name && locale === user.locale && timeZone === user.timeZone) return accept();
  const settings = { ...(locale === null ? {} : { locale }), ...(timeZone === null ? {} : { timeZone }) };
  return accept({ type: 'ProfileChanged', data: { userId, name, ...settings } });
}
