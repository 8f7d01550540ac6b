import { instantOf } from '../../instant.js';
import type { Permission } from '../permissions.js';
import { type AccessFact, accessAfter } from './accessAfter.js';
import type { Evidence } from './evidence.js';
import { type KeyAccess, nobodyHasAccess } from './organizationAccess.js';

/** What an API key could do, from when it was made until it ended: its terms never change. */
export type KeyInterval = Readonly<{
  apiKeyId: string;
  name: string;
  permissions: readonly Permission[];
  /** ISO 8601, UTC; null for never. */
  expiresAt: string | null;
  /** The event that made it. */
  given: Evidence;
  /** The event that revoked it before it expired; null where nothing has up to the end of what was looked at. */
  revoked: Evidence | null;
  /** When it ended, by its expiry or by being revoked, ISO 8601, UTC; null where it was good past the end. */
  until: string | null;
}>;

/**
 * Which API keys were good at any time between two instants (ISO 8601, UTC; `from` included, `to` not). The facts are the
 * organization's from its beginning.
 */
export function keyIntervals(facts: readonly AccessFact[], from: string, to: string): readonly KeyInterval[] {
  const seen = facts.filter(({ event, evidence }) => 'apiKeyId' in event.data && evidence.at < to);
  const ended: KeyInterval[] = [];
  let access = nobodyHasAccess;
  for (const fact of seen) {
    const { event, evidence } = fact;
    const key = event.type === 'ApiKeyRevoked' ? access.apiKeys.get(event.data.apiKeyId) : undefined;
    if (event.type === 'ApiKeyRevoked' && key)
      ended.push(intervalOf(event.data.apiKeyId, key, { ...evidence, by: event.data.by }, to));
    access = accessAfter(access, [fact]);
  }
  const inForce = [...access.apiKeys].map(([apiKeyId, key]) => intervalOf(apiKeyId, key, null, to));
  return [...ended, ...inForce].filter(({ until }) => until === null || until > from);
}

function intervalOf(apiKeyId: string, key: KeyAccess, revoked: Evidence | null, to: string): KeyInterval {
  const { name, given } = key;
  const expiresAt = key.expiresAt === null ? null : instantOf(key.expiresAt);
  const of = { apiKeyId, name, permissions: [...key.permissions], expiresAt, given };
  const expired = expiresAt !== null && expiresAt <= (revoked?.at ?? to);
  return expired ? { ...of, revoked: null, until: expiresAt } : { ...of, revoked, until: revoked?.at ?? null };
}
