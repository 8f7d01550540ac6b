import { describe, expect, it, onTestFinished } from 'vitest';
import type { CommandContext } from '../../../application/commandContext.js';
import { derivedId } from '../../../application/derivedIds.js';
import { createFollowedStates } from '../../../application/followedStates.js';
import { admitPerson } from '../../../application/identity/admitPerson.js';
import { identityProviderTokens } from '../../../application/identity/identityProviderTokens.js';
import { resolveCaller } from '../../../application/team/resolveCaller.js';
import { sessionDecider } from '../../../domain/identity/session/session.decider.js';
import { sessionStream, userStream } from '../../../domain/identity/streams.js';
import { identityProvider } from '../../../infrastructure/crypto/identityProvider.js';
import { givenMember } from '../../support/givenOrganization.js';
import { identityStack } from '../../support/identityStack.js';
import { audience, signingProvider } from '../../support/signingProvider.js';

const organizationId = '0190a000-0000-7000-8000-000000000001';
const context: CommandContext = {
  ...{ commandId: 'c', correlationId: 'c', causationId: 'c', organizationId: null },
  actor: { kind: 'system', id: 'test' },
};

async function open() {
  let at = new Date('2026-05-01T10:00:00.000Z');
  const clock = { now: () => at };
  const stack = await identityStack();
  const provider = await signingProvider(clock);
  onTestFinished(() => provider.close());
  const warnings: unknown[] = [];
  const settings = { jwksUrl: provider.jwksUrl, issuer: provider.issuer, audience };

  /** One process of the product. */
  function process() {
    const { handleCommand, people } = stack.process();
    const logger = { warn: (details: object) => void warnings.push(details) };
    const admit = admitPerson(handleCommand, people, clock);
    return { handleCommand, people, ...identityProviderTokens(identityProvider(settings, clock), admit, logger) };
  }
  const typesOf = async (stream: string) => (await stack.events(stream)).map(({ type }) => type);
  const userId = derivedId('identityProvider', provider.issuer, 'person-1');
  const passDays = (days: number) => {
    at = new Date(at.getTime() + days * 86_400_000);
  };
  return { ...stack, provider, warnings, process, typesOf, userId, clock, passDays };
}

describe('a person of an outside identity provider', () => {
  it('is registered when first seen, with the verified address, in a session of its own', async () => {
    const { process, provider, userId, events, typesOf } = await open();
    const claims = { objecta_organization: organizationId };
    const person = await process().verify(await provider.token({ claims }));
    expect(person).toMatchObject({ userId, organizationId });
    const [registered] = await events(userStream(userId));
    expect(registered).toMatchObject({
      type: 'UserRegistered',
      data: { email: 'ada@example.com', name: 'Ada Lovelace', passwordHash: null, emailVerified: true },
      metadata: { actor: { kind: 'user', id: userId } },
    });
    expect(await typesOf(userStream(userId))).toEqual(['UserRegistered', 'SignedIn']);
    expect(await typesOf(sessionStream(person?.sessionId ?? ''))).toEqual(['SessionStarted']);
  });

  it('is registered once by many requests at once in two processes', async () => {
    const { process, provider, userId, typesOf } = await open();
    const [one, two] = [process(), process()];
    const token = await provider.token();
    const all = await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 2 ? one : two).verify(token)));
    expect(new Set(all.map((person) => person?.sessionId)).size).toBe(1);
    expect(await typesOf(userStream(userId))).toEqual(['UserRegistered', 'SignedIn']);
  });

  it('is the same whatever becomes of the address, and another where the subject is another', async () => {
    const { process, provider } = await open();
    const { verify } = process();
    const first = await verify(await provider.token());
    const renamed = await verify(await provider.token({ claims: { email: 'countess@example.com', sid: 'later' } }));
    const addressless = await verify(await provider.token({ claims: { email: undefined, sid: 'later' } }));
    expect(renamed?.userId).toBe(first?.userId);
    expect(renamed?.sessionId).not.toBe(first?.sessionId);
    expect(addressless).toMatchObject({ userId: first?.userId, sessionId: renamed?.sessionId });
    const other = { sub: 'person-2', email: 'other@example.com' };
    expect((await verify(await provider.token({ claims: other })))?.userId).not.toBe(first?.userId);
  });

  it.each([
    ['without a verified address', { email_verified: false }, 'EMAIL_NOT_VERIFIED'],
    ['without an address', { email: undefined }, 'EMAIL_NOT_VERIFIED'],
  ])('%s is not registered', async (_name, claims, refusal) => {
    const { process, provider, userId, typesOf, warnings } = await open();
    expect(await process().verify(await provider.token({ claims }))).toBeUndefined();
    expect(await typesOf(userStream(userId))).toEqual([]);
    expect(warnings).toEqual([{ refusal, issuer: provider.issuer }]);
  });

  it('never gets the account of somebody else who has the address', async () => {
    const { process, provider, warnings } = await open();
    const { verify } = process();
    await verify(await provider.token());
    expect(
      await verify(await provider.token({ claims: { sub: 'person-2', email: 'ADA@example.com' } })),
    ).toBeUndefined();
    expect(warnings).toEqual([{ refusal: 'EMAIL_TAKEN', issuer: provider.issuer }]);
  });

  it('is let in no more by tokens of a session that was ended, but by signing in again', async () => {
    const { process, provider, clock } = await open();
    const [one, two] = [process(), process()];
    const { sessionId = '' } = (await one.verify(await provider.token())) ?? {};
    const end = { type: 'EndSession', data: { sessionId, reason: 'revoked' }, now: clock.now() } as const;
    await one.handleCommand(sessionStream(sessionId), sessionDecider, end, context);
    expect(await two.verify(await provider.token())).toBeUndefined();
    expect(await two.verify(await provider.token({ claims: { sid: 'sign-in-2' } }))).toBeDefined();
  });

  it('stays signed in for as long as tokens of the sign-in keep coming, 90 days at most', async () => {
    const { process, provider, passDays } = await open();
    const { verify } = process();
    for (let day = 0; day < 90; day += 10) {
      expect(await verify(await provider.token())).toBeDefined();
      passDays(10);
    }
    expect(await verify(await provider.token())).toBeUndefined();
  });

  it('is asked for in the organization its session is in, unless the token names one', async () => {
    const { process, provider, clock, userId, log, codec } = await open();
    const { verify, handleCommand } = process();
    const followed = createFollowedStates({ eventStore: log, codec, isFollowing: () => false });
    const callers = resolveCaller(followed, clock);
    const person = await verify(await provider.token());
    const { sessionId = '' } = person ?? {};
    if (!person) throw new Error('not admitted');
    expect(await callers.resolve(person)).toMatchObject({ outcome: 'outsider', person: { organizationId: null } });

    const [one, two] = [organizationId, '0190a000-0000-7000-8000-000000000002'];
    for (const each of [one, two])
      await givenMember({ eventStore: log, codec }, { organizationId: each, userId, sessionId, role: 'viewer' });
    for (const to of [one, two]) {
      const change = { type: 'SwitchOrganization', data: { sessionId, to }, now: clock.now() } as const;
      await handleCommand(sessionStream(sessionId), sessionDecider, change, { ...context, commandId: to });
      expect(await callers.resolve(person)).toMatchObject({
        outcome: 'caller',
        caller: { organizationId: to, userId },
      });
    }
    const named = await verify(await provider.token({ claims: { objecta_organization: one } }));
    if (!named) throw new Error('not admitted');
    expect(await callers.resolve(named)).toMatchObject({ outcome: 'caller', caller: { organizationId: one } });
  });

  it('that was erased is not registered again', async () => {
    const { process, provider, userId, log } = await open();
    const { verify } = process();
    await verify(await provider.token());
    const erased = { id: derivedId('erased'), type: 'PersonErased', data: { userId, requestedBy: userId } };
    const metadata = { ...context, $correlationId: 'c', $causationId: 'c', occurredAt: new Date(0).toISOString() };
    await log.append(userStream(userId), [{ ...erased, metadata: { ...metadata, schemaVersion: 1 } }], 1n);
    const another = process();
    expect(await another.people.byId(userId)).toMatchObject({ status: 'erased' });
    expect(await another.verify(await provider.token())).toBeUndefined();
  });
});
