// Stored format: add optional fields, never rename or retype; a breaking change is a new schema version and an upcaster.
import type { Event } from '../../event.js';
import type { Permission } from '../permissions.js';

type OfKey = Readonly<{ organizationId: string; apiKeyId: string }>;
/** What is kept of a secret: its hash, and the last four characters for people to tell it by. */
type Secret = Readonly<{ secretId: string; secretHash: string; lastFour: string }>;

export type ApiKeyCreated = Event<
  'ApiKeyCreated',
  OfKey & Secret & { name: string; permissions: readonly Permission[]; expiresAt: string | null; by: string }
>;
/** `formerGoodUntil` is when the secrets before it end at the latest; null where they ended at once. */
export type ApiKeyRotated = Event<'ApiKeyRotated', OfKey & Secret & { formerGoodUntil: string | null; by: string }>;
export type ApiKeyRevoked = Event<'ApiKeyRevoked', OfKey & { by: string }>;
export type ApiKeyEvent = ApiKeyCreated | ApiKeyRotated | ApiKeyRevoked;
