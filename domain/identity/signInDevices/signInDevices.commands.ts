import type { Command } from '../../command.js';
import type { NewDeviceSeen } from './signInDevices.events.js';

/** Somebody has signed in. */
export type SeeDevice = Command<'SeeDevice', Omit<NewDeviceSeen['data'], 'first'>>;
export type SignInDevicesCommand = SeeDevice;
