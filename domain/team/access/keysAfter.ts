import type { ApiKeyEvent } from '../organization/apiKey.events.js';
import type { Evidence } from './evidence.js';
import type { KeyAccess } from './organizationAccess.js';

/** Takes an event into the keys that are in force. */
export function keysAfter(keys: Map<string, KeyAccess>, { type, data }: ApiKeyEvent, evidence: Omit<Evidence, 'by'>) {
  const { apiKeyId, by } = data;
  switch (type) {
    case 'ApiKeyCreated': {
      const { name, permissions, expiresAt, secretId, secretHash } = data;
      keys.set(apiKeyId, {
        name,
        permissions: new Set(permissions),
        expiresAt: expiresAt === null ? null : Date.parse(expiresAt),
        secrets: [{ secretId, hash: secretHash, goodUntil: null }],
        given: { ...evidence, by },
        rotated: null,
      });
      return;
    }
    case 'ApiKeyRotated': {
      const key = keys.get(apiKeyId);
      const { secretId, secretHash, formerGoodUntil } = data;
      const end = formerGoodUntil === null ? null : Date.parse(formerGoodUntil);
      // No rotation lengthens the grace of an earlier one.
      const former =
        end === null
          ? []
          : (key?.secrets ?? []).map((each) => ({ ...each, goodUntil: Math.min(each.goodUntil ?? end, end) }));
      const secrets = [...former, { secretId, hash: secretHash, goodUntil: null }];
      if (key) keys.set(apiKeyId, { ...key, secrets, rotated: { ...evidence, by } });
      return;
    }
    case 'ApiKeyRevoked':
      keys.delete(apiKeyId);
  }
}
