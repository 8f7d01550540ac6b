import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createEventCodec } from '../../../application/events/eventCodec.js';
import { eventRegistry } from '../../../application/events/eventRegistry.js';
import { createFollowedStates } from '../../../application/followedStates.js';
import { createCommandHandling } from '../../../application/handleCommand.js';
import { createApiKey } from '../../../application/team/createApiKey.js';
import { resolveApiKey } from '../../../application/team/resolveApiKey.js';
import { resolveCaller } from '../../../application/team/resolveCaller.js';
import { revokeApiKey } from '../../../application/team/revokeApiKey.js';
import { rotateApiKey } from '../../../application/team/rotateApiKey.js';
import { organizationStream } from '../../../domain/team/streams.js';
import { secretTokens } from '../../../infrastructure/crypto/secretTokens.js';
import { givenFacts, givenMember } from '../../support/givenOrganization.js';
import { memoryLog } from '../../support/memoryLog.js';

const organizationId = '0193a5c2-7b1e-7c3a-9d4f-000000000001';
const userId = '0193a5c2-7b1e-7c3a-9d4f-000000000002';
const began = new Date('2026-03-01T12:00:00.000Z');
const HOUR_MS = 3_600_000;
const inTheClear = {
  encrypt: async (_subject: string, _context: string, plaintext: string) => plaintext,
  decrypt: async (_subject: string, _context: string, ciphertext: string) => ciphertext,
};
const digestUnder = (key: string) => ({
  digest: async (subject: string, text: string) => createHmac('sha256', `${key}${subject}`).update(text).digest('hex'),
});

/** One log, a process that manages keys, and another that answers to them and hears of changes only when told. */
async function twoProcesses() {
  let at = began;
  const clock = { now: () => at };
  const log = { eventStore: memoryLog(at), codec: createEventCodec(eventRegistry, inTheClear), at };
  await givenMember(log, { organizationId, userId, sessionId: 's' });
  const tokens = secretTokens(digestUnder('ours'));
  const { handleCommand } = createCommandHandling(log.eventStore, log.codec);
  let reads = 0;
  const counted = {
    readStream: (stream: string, from?: bigint) => {
      reads += 1;
      return log.eventStore.readStream(stream, from);
    },
  };
  const followed = createFollowedStates({ eventStore: counted, codec: log.codec, isFollowing: () => true });
  const used: string[] = [];
  const uses = { note: ({ apiKeyId }: { apiKeyId: string }) => void used.push(apiKeyId) };
  const { resolve } = resolveApiKey(resolveCaller(followed, clock), tokens, uses, clock);
  let commands = 0;
  const request = () => {
    commands += 1;
    const actor = { kind: 'user', id: userId } as const;
    const ids = { commandId: `command-${commands}`, correlationId: 'c', causationId: 'c' };
    return { organizationId, by: userId, context: { ...ids, organizationId, actor } };
  };
  const terms = (expiresAt: string | null = null) => ({
    ...{ name: `Key ${commands}`, permissions: ['billing:usage' as const], expiresAt },
  });
  return {
    ...{ log, resolve, used, request, terms, reads: () => reads },
    create: createApiKey(handleCommand, tokens, clock),
    rotate: rotateApiKey(handleCommand, tokens, clock),
    revoke: revokeApiKey(handleCommand, clock),
    hear: () => followed.markStale(organizationStream(organizationId)),
    pass: (milliseconds: number) => {
      at = new Date(at.getTime() + milliseconds);
    },
  };
}

describe('an API key', () => {
  it('is its organization’s, with what it was given and the event that gave it, and its use is noted', async () => {
    const { create, request, terms, resolve, used, reads } = await twoProcesses();
    const { apiKeyId, secret } = await create(request(), terms());
    expect(secret).toMatch(/^ok_live_[\w-]{91}$/);
    const caller = await resolve(secret);
    expect(caller).toMatchObject({
      kind: 'apiKey',
      keyId: apiKeyId,
      organizationId,
      role: 'apiKey',
      roleName: 'Key 1',
    });
    expect([...(caller?.permissions ?? [])]).toEqual(['billing:usage']);
    expect(caller?.given).toMatchObject({ type: 'ApiKeyCreated', by: userId });
    expect(used).toEqual([apiKeyId]);
    expect(await resolve(secret)).toBe(caller);
    expect(reads()).toBe(1);
  });

  it('of nobody, or forged in any character, is none, and nothing is looked up for it', async () => {
    const { create, request, terms, resolve, used, reads } = await twoProcesses();
    const { secret } = await create(request(), terms());
    const other = await secretTokens(digestUnder('theirs')).mint('apiKey', {
      ids: [organizationId, userId],
      generation: 1,
    });
    const swapped = (at: number) => secret.slice(0, at) + (secret[at] === 'A' ? 'B' : 'A') + secret.slice(at + 1);
    const forged = [...secret].map((_, at) => swapped(at));
    const flawed = ['', 'ok_live_', `ok_live_${other.token}`, secret.slice(8), `${secret}=`, ` ${secret}`, ...forged];
    for (const key of flawed) expect(await resolve(key), key).toBeUndefined();
    expect(reads()).toBe(0);
    expect(used).toEqual([]);
  });

  it('gets the same secret when the request that made it is repeated', async () => {
    const { create, rotate, request, terms, resolve, hear } = await twoProcesses();
    const asked = request();
    const first = await create(asked, terms());
    expect(await create(asked, terms())).toMatchObject({ replayed: true, secret: first.secret });
    const again = request();
    const rotation = { apiKeyId: first.apiKeyId, graceHours: 0 };
    const { secret } = await rotate(again, rotation);
    expect(secret).not.toBe(first.secret);
    expect(await rotate(again, rotation)).toMatchObject({ replayed: true, secret });
    hear();
    expect(await resolve(secret)).toMatchObject({ keyId: first.apiKeyId });
    expect(await resolve(first.secret)).toBeUndefined();
  });

  it('is good with its former secret for as long as the grace, and no moment longer', async () => {
    const { create, rotate, request, terms, resolve, pass, hear } = await twoProcesses();
    const { apiKeyId, secret: former } = await create(request(), terms());
    const { secret } = await rotate(request(), { apiKeyId, graceHours: 2 });
    hear();
    pass(2 * HOUR_MS - 1);
    expect(await resolve(former)).toMatchObject({ keyId: apiKeyId });
    pass(1);
    expect(await resolve(former)).toBeUndefined();
    expect(await resolve(secret)).toMatchObject({ keyId: apiKeyId });
  });

  it('expires', async () => {
    const { create, request, terms, resolve, pass } = await twoProcesses();
    const { secret } = await create(request(), terms(new Date(began.getTime() + HOUR_MS).toISOString()));
    pass(HOUR_MS - 1);
    expect(await resolve(secret)).toBeDefined();
    pass(1);
    expect(await resolve(secret)).toBeUndefined();
  });

  it('revoked in one process is dead in another as soon as it hears of it', async () => {
    const { create, revoke, request, terms, resolve, hear } = await twoProcesses();
    const { apiKeyId, secret } = await create(request(), terms());
    expect(await resolve(secret)).toBeDefined();
    await revoke(request(), apiKeyId);
    hear();
    expect(await resolve(secret)).toBeUndefined();
  });

  it('lives on when whoever made it is removed', async () => {
    const { create, request, terms, resolve, hear, log } = await twoProcesses();
    const { apiKeyId, secret } = await create(request(), terms());
    const removed = { type: 'MemberRemoved', data: { organizationId, userId, by: userId } } as const;
    await givenFacts(log, organizationId, userId, removed);
    hear();
    expect(await resolve(secret)).toMatchObject({ keyId: apiKeyId, given: { by: userId } });
  });
});
