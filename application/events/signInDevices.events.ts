import { z } from 'zod';
import type { SignInDevicesEvent } from '../../domain/identity/signInDevices/signInDevices.events.js';
import type { EventDefinitions } from './eventDefinition.js';

/** Events of the devices people sign in with as they are stored. */
export const signInDevicesEvents: EventDefinitions<SignInDevicesEvent> = {
  NewDeviceSeen: {
    version: 1,
    data: z.object({
      userId: z.string(),
      sessionId: z.string(),
      browserDigest: z.string(),
      networkDigest: z.string(),
      ip: z.string(),
      device: z.string(),
      first: z.boolean(),
    }),
    personal: { subject: ({ userId }) => userId, fields: ['ip', 'device'] },
  },
};
