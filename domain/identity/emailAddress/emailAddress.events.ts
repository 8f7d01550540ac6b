// Stored format: add optional fields, never rename or retype; a breaking change is a new schema version and an upcaster.
import type { Event } from '../../event.js';

export type EmailAddressClaimed = Event<'EmailAddressClaimed', { digest: string; userId: string }>;
export type EmailAddressReleased = Event<'EmailAddressReleased', { digest: string; userId: string }>;
export type EmailAddressEvent = EmailAddressClaimed | EmailAddressReleased;
