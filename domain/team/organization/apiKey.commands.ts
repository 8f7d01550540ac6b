import type { Command } from '../../command.js';
import type { ApiKeyPermission } from '../apiKeyPermissions.js';
import type { ByMember } from './organization.commands.js';

type OnKey = ByMember & Readonly<{ apiKeyId: string }>;
type NewSecret = Readonly<{ secretId: string; secretHash: string; lastFour: string }>;

export type CreateApiKey = Command<
  'CreateApiKey',
  OnKey & NewSecret & { name: string; permissions: readonly ApiKeyPermission[]; expiresAt: string | null }
>;
/** Gives the key a new secret; those before it are good until `formerGoodUntil`, null for no more at all. */
export type RotateApiKey = Command<'RotateApiKey', OnKey & NewSecret & { formerGoodUntil: string | null }>;
export type RevokeApiKey = Command<'RevokeApiKey', OnKey>;
export type ApiKeyCommand = CreateApiKey | RotateApiKey | RevokeApiKey;
