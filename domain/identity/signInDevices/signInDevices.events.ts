// Stored format: add optional fields, never rename or retype; a breaking change is a new schema version and an upcaster.
import type { Event } from '../../event.js';

/**
 * A person signed in with a browser, or from a network, that had not been seen before. `ip` and `device` are personal and
 * stored encrypted; the digests are keyed with the person's own key.
 */
export type NewDeviceSeen = Event<
  'NewDeviceSeen',
  {
    userId: string;
    sessionId: string;
    browserDigest: string;
    networkDigest: string;
    ip: string;
    /** For people, such as `Firefox on Linux`. */
    device: string;
    /** The first of all: nothing to be told of. */
    first: boolean;
  }
>;
export type SignInDevicesEvent = NewDeviceSeen;
