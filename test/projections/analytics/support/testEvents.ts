import { z } from 'zod';
import type { EventDefinitions } from '../../../../application/events/eventDefinition.js';
import type { Event } from '../../../../domain/event.js';

type ThingMade = Event<'ThingMade', { number: number; note: string }>;
type ThingMoved = Event<'ThingMoved', { number: number }>;
type PersonSeen = Event<'PersonSeen', { personId: string; fullName: string; place: string }>;

export const storeEvents: EventDefinitions<ThingMade | ThingMoved> = {
  ThingMade: { version: 1, data: z.object({ number: z.number(), note: z.string() }) },
  ThingMoved: { version: 1, data: z.object({ number: z.number() }) },
};

export const peopleEvents: EventDefinitions<PersonSeen> = {
  PersonSeen: {
    version: 1,
    data: z.object({ personId: z.string(), fullName: z.string(), place: z.string() }),
    personal: { subject: ({ personId }) => `person:${personId}`, fields: ['fullName'] },
  },
};

export const eventsByContext = { store: storeEvents, people: peopleEvents };
