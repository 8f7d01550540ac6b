import type { Command } from '../../command.js';
import type { StripeEventReceived } from './stripeEvent.events.js';

export type RecordStripeEvent = Command<'RecordStripeEvent', Omit<StripeEventReceived['data'], 'receivedAt'>>;
