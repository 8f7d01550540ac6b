import type { ApiKeyEvent } from './apiKey.events.js';
import type { Organization } from './organizationState.js';

/** The API keys of an organization after an event; the revoked stay known, so that none comes back. */
export function evolveApiKeys(state: Organization, { type, data }: ApiKeyEvent): Organization {
  const known = state.apiKeys[data.apiKeyId];
  const having = (key: NonNullable<typeof known>): Organization => ({
    ...state,
    apiKeys: { ...state.apiKeys, [data.apiKeyId]: key },
  });
  switch (type) {
    case 'ApiKeyCreated': {
      const { name, permissions, expiresAt, secretId } = data;
      return having({ name, permissions, expiresAt, secretIds: [secretId], revoked: false });
    }
    case 'ApiKeyRotated':
      return known ? having({ ...known, secretIds: [...known.secretIds, data.secretId] }) : state;
    case 'ApiKeyRevoked':
      return known ? having({ ...known, revoked: true }) : state;
  }
}
