import { accept, type Decider } from '../../decider.js';
import type { SignInDevicesCommand } from './signInDevices.commands.js';
import type { SignInDevicesEvent } from './signInDevices.events.js';

/** Where a person has signed in from, as keyed digests; the newest last. */
export type SignInDevices = Readonly<{ browsers: readonly string[]; networks: readonly string[] }>;

/** Of each kind so many are remembered; what was used longest ago is new again. */
const REMEMBERED = 50;

const withOne = (known: readonly string[], one: string): readonly string[] =>
  known.includes(one) ? known : [...known, one].slice(-REMEMBERED);

/** Tells a sign-in apart that comes from elsewhere: a browser or a network of which this person has used none before. */
export const signInDevicesDecider: Decider<SignInDevices, SignInDevicesCommand, SignInDevicesEvent, never> = {
  initialState: { browsers: [], networks: [] },

  evolve({ browsers, networks }, { data: { browserDigest, networkDigest } }) {
    return { browsers: withOne(browsers, browserDigest), networks: withOne(networks, networkDigest) };
  },

  decide({ data }, { browsers, networks }) {
    const { userId, sessionId, browserDigest, networkDigest, ip, device } = data;
    if (browsers.includes(browserDigest) && networks.includes(networkDigest)) return accept();
    const first = browsers.length === 0;
    return accept({
      type: 'NewDeviceSeen',
      data: { userId, sessionId, browserDigest, networkDigest, ip, device, first },
    });
  },
};
