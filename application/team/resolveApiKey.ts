import { LRUCache } from 'lru-cache';
import type { KeyAccess, OrganizationAccess } from '../../domain/team/access/organizationAccess.js';
import { tokenInApiKey } from '../../domain/team/apiKeyText.js';
import type { ApiKeyUses } from '../ports/apiKeyUses.js';
import type { ApiKeyCaller, ApiKeyCallers, Callers } from '../ports/callers.js';
import type { Clock } from '../ports/clock.js';
import type { SecretTokens } from '../ports/secretTokens.js';

type Presented = Readonly<{ organizationId: string; secretId: string; hash: string }>;
type Known = Readonly<{ access: OrganizationAccess; found: Found | undefined }>;
type Found = Readonly<{ caller: ApiKeyCaller; goodUntil: number }>;

/** Genuine keys remembered, so that a request with one costs no hashing. */
const REMEMBERED_KEYS = 10_000;

const neverLost: ApiKeyCaller['lost'] = new Map();

/** What a genuine key is good for by what is recorded; undefined where it was revoked, or its secret replaced. */
function foundIn({ apiKeys }: OrganizationAccess, { organizationId, secretId, hash }: Presented): Found | undefined {
  for (const [keyId, key] of apiKeys) {
    const secret = key.secrets.find((each) => each.secretId === secretId);
    // Genuine by its MAC, which was compared in constant time: comparing hashes of public knowledge gives nothing away.
    if (secret?.hash !== hash) continue;
    const goodUntil = Math.min(key.expiresAt ?? Number.POSITIVE_INFINITY, secret.goodUntil ?? Number.POSITIVE_INFINITY);
    return { caller: callerOf(organizationId, keyId, key), goodUntil };
  }
  return undefined;
}

const callerOf = (organizationId: string, keyId: string, { name, permissions, given }: KeyAccess): ApiKeyCaller => ({
  ...{ kind: 'apiKey', keyId, organizationId, role: 'apiKey', roleName: name },
  ...{ permissions, given, lost: neverLost },
});

/**
 * Resolves API keys on fresh facts: a key says which organization and which of its secrets it is, the organization's
 * stream whether that is still good and for what. A forged one is told by its MAC, before anything is looked up.
 */
export function resolveApiKey(
  callers: Pick<Callers, 'accessOf'>,
  tokens: Pick<SecretTokens, 'read'>,
  uses: Pick<ApiKeyUses, 'note'>,
  clock: Clock,
): ApiKeyCallers {
  const genuine = new LRUCache<string, Presented>({ max: REMEMBERED_KEYS });
  const known = new WeakMap<Presented, Known>();

  async function presentedIn(key: string): Promise<Presented | undefined> {
    const before = genuine.get(key);
    if (before) return before;
    const token = tokenInApiKey(key);
    const read = token === undefined ? undefined : await tokens.read('apiKey', token);
    const [organizationId, secretId] = read?.ids ?? [];
    if (!read || organizationId === undefined || secretId === undefined) return undefined;
    const presented = { organizationId, secretId, hash: read.hash };
    genuine.set(key, presented);
    return presented;
  }

  return {
    async resolve(key) {
      const presented = await presentedIn(key);
      if (!presented) return undefined;
      const access = await callers.accessOf(presented.organizationId);
      const before = known.get(presented);
      const found = before?.access === access ? before.found : foundIn(access, presented);
      if (before?.access !== access) known.set(presented, { access, found });
      const at = clock.now();
      if (!found || found.goodUntil <= at.getTime()) return undefined;
      const { caller } = found;
      uses.note({ organizationId: caller.organizationId, apiKeyId: caller.keyId, at });
      return caller;
    },
  };
}
