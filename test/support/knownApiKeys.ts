import { createHmac } from 'node:crypto';
import { createCommandHandling } from '../../application/handleCommand.js';
import type { ApiKeyCallers } from '../../application/ports/callers.js';
import type { Clock } from '../../application/ports/clock.js';
import { createApiKey } from '../../application/team/createApiKey.js';
import { resolveApiKey } from '../../application/team/resolveApiKey.js';
import { organizationStream } from '../../domain/team/streams.js';
import { secretTokens } from '../../infrastructure/crypto/secretTokens.js';
import type { KnownCallers } from './knownCallers.js';

const personalData = {
  digest: async (subject: string, text: string) => createHmac('sha256', subject).update(text).digest('hex'),
};

export type KnownApiKeys = Readonly<{
  apiKeys: ApiKeyCallers;
  /** The secret of a new key of this name that reads what its organization pays. */
  make: (organizationId: string, by: string, name: string) => Promise<string>;
}>;

/** API keys made and resolved as in production, over the log in memory that known callers are in. */
export function knownApiKeys({ callers, log, changed }: KnownCallers, clock: Clock): KnownApiKeys {
  const tokens = secretTokens(personalData);
  const create = createApiKey(createCommandHandling(log.eventStore, log.codec).handleCommand, tokens, clock);
  return {
    apiKeys: resolveApiKey(callers, tokens, { note: () => undefined }, clock),
    async make(organizationId, by, name) {
      const ids = { commandId: name, correlationId: name, causationId: name };
      const context = { ...ids, organizationId, actor: { kind: 'user', id: by } as const };
      const terms = { name, permissions: ['billing:read' as const], expiresAt: null };
      const { accepted, secret } = await create({ organizationId, by, context }, terms);
      if (!accepted) throw new Error(`the key ${name} was refused`);
      changed(organizationStream(organizationId));
      return secret;
    },
  };
}
