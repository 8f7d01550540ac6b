import { accept, type Decision, reject } from '../../decider.js';
import { apiKeyPermissions } from '../apiKeyPermissions.js';
import type { ApiKeyCommand, CreateApiKey, RotateApiKey } from './apiKey.commands.js';
import type { OrganizationRejection } from './organization.commands.js';
import type { OrganizationEvent } from './organization.events.js';
import type { ApiKey, Organization } from './organizationState.js';
import { holds, holdsAll } from './rights.js';

type Decided = Decision<OrganizationEvent, OrganizationRejection>;

/** More keys than this nobody can answer for. Expired ones count until they are revoked. */
const MOST_KEYS = 50;

/**
 * API keys. They belong to the organization and outlive whoever made them; nobody gives one, or gets its secret anew,
 * that can do what they cannot.
 */
export function decideApiKey(command: ApiKeyCommand, state: Organization): Decided {
  const { organizationId, apiKeyId, by } = command.data;
  if (!holds(state, by, 'apiKeys:manage')) return reject('NOT_PERMITTED');
  if (command.type === 'CreateApiKey') return create(command, state);
  const key = state.apiKeys[apiKeyId];
  if (!key || key.revoked) return reject('API_KEY_UNKNOWN');
  if (command.type === 'RevokeApiKey') return accept({ type: 'ApiKeyRevoked', data: { organizationId, apiKeyId, by } });
  return rotate(command, state, key);
}

function create({ data, now }: CreateApiKey, state: Organization): Decided {
  const { organizationId, apiKeyId, name, expiresAt, secretId, secretHash, lastFour, by } = data;
  if (state.apiKeys[apiKeyId]) return reject('API_KEY_REQUEST_REPEATED');
  if (!holdsAll(state, by, data.permissions)) return reject('API_KEY_EXCEEDS_OWN');
  if (expiresAt !== null && Date.parse(expiresAt) <= now.getTime()) return reject('API_KEY_EXPIRY_PAST');
  const others = Object.values(state.apiKeys).filter(({ revoked }) => !revoked);
  if (others.some((other) => other.name.toLowerCase() === name.toLowerCase())) return reject('API_KEY_NAME_TAKEN');
  if (others.length >= MOST_KEYS) return reject('API_KEYS_TOO_MANY');
  // In the order of the catalogue, each once.
  const permissions = apiKeyPermissions.filter((permission) => data.permissions.includes(permission));
  const secret = { secretId, secretHash, lastFour };
  return accept({
    type: 'ApiKeyCreated',
    data: { organizationId, apiKeyId, name, permissions, expiresAt, ...secret, by },
  });
}

function rotate({ data, now }: RotateApiKey, state: Organization, key: ApiKey): Decided {
  const { organizationId, apiKeyId, formerGoodUntil, secretId, secretHash, lastFour, by } = data;
  if (key.secretIds.at(-1) === secretId) return accept();
  if (key.secretIds.includes(secretId)) return reject('API_KEY_REQUEST_REPEATED');
  if (!holdsAll(state, by, key.permissions)) return reject('API_KEY_EXCEEDS_OWN');
  if (key.expiresAt !== null && Date.parse(key.expiresAt) <= now.getTime()) return reject('API_KEY_EXPIRED');
  const secret = { secretId, secretHash, lastFour };
  return accept({ type: 'ApiKeyRotated', data: { organizationId, apiKeyId, ...secret, formerGoodUntil, by } });
}
