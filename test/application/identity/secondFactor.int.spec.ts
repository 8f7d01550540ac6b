import { generate } from 'otplib';
import { expect, it } from 'vitest';
import type { CommandContext } from '../../../application/commandContext.js';
import { readSecondFactor } from '../../../application/identity/readSecondFactor.js';
import { userStream } from '../../../domain/identity/streams.js';
import { userDecider } from '../../../domain/identity/user/user.decider.js';
import { oneTimePasswords } from '../../../infrastructure/crypto/oneTimePasswords.js';
import { identityStack } from '../../support/identityStack.js';

const userId = '0193a5c2-0000-7000-8000-000000000001';
const contextOf = (commandId: string): CommandContext => ({
  ...{ commandId, correlationId: commandId, causationId: commandId, organizationId: null },
  actor: { kind: 'user', id: userId },
});

async function withSecondFactor() {
  const stack = await identityStack();
  const [one, two] = [stack.process(), stack.process()];
  const now = new Date('2026-05-01T10:00:00.000Z');
  const secret = oneTimePasswords.newSecret();
  const codes = oneTimePasswords.newRecoveryCodes();
  const recoveryCodeHashes = codes.map(({ hash }) => hash);
  const person = { userId, email: 'ada@example.com', name: 'Ada', passwordHash: 'hash', verificationTokenHash: null };
  const history = [
    { type: 'RegisterUser', data: person, now },
    { type: 'EnrolTotp', data: { userId, secret }, now },
    { type: 'ConfirmTotp', data: { userId, secret, step: 1, recoveryCodeHashes, keepOnly: null }, now },
  ] as const;
  for (const command of history) {
    const handled = await one.handleCommand(userStream(userId), userDecider, command, contextOf(command.type));
    expect(handled.accepted).toBe(true);
  }
  const read = readSecondFactor(oneTimePasswords);
  /** Brings the same code twelve times at once, to two processes in turns. */
  let rounds = 0;
  async function bring(shown: Readonly<{ totp?: string; recoveryCode?: string }>) {
    rounds += 1;
    const tries = Array.from({ length: 12 }, async (_, index) => {
      const { people, handleCommand } = index % 2 ? one : two;
      const user = await people.byId(userId);
      if (user.status !== 'registered') throw new Error('nobody is registered');
      const command = await read(user, shown, now);
      if (!command) throw new Error('no code was brought');
      return handleCommand(userStream(userId), userDecider, command, contextOf(`${rounds} ${index}`));
    });
    const answers = await Promise.all(tries);
    return answers.map((answer) => (answer.accepted ? 'taken' : answer.rejection)).sort();
  }
  const totp = await generate({ secret, epoch: now.getTime() / 1_000 });
  return { ...stack, bring, totp, secret, codes };
}

const once = [...Array.from({ length: 11 }, () => 'CODE_INVALID'), 'taken'];

it('a code of the app is taken once, however many bring it to however many processes', async () => {
  const { bring, totp } = await withSecondFactor();
  expect(await bring({ totp })).toEqual(once);
  expect(await bring({ totp })).toEqual(Array.from({ length: 12 }, () => 'CODE_INVALID'));
});

it('a recovery code is taken once, however many bring it to however many processes', async () => {
  const { bring, codes } = await withSecondFactor();
  expect(await bring({ recoveryCode: String(codes[3]?.code) })).toEqual(once);
  expect(await bring({ recoveryCode: String(codes[4]?.code) })).toEqual(once);
});

it('neither the secret nor a recovery code lies in the log as it was given out', async () => {
  const { log, secret, codes } = await withSecondFactor();
  const stored: unknown[] = [];
  for await (const { data, metadata } of log.readStream(userStream(userId))) stored.push(data, metadata);
  const text = JSON.stringify(stored);
  for (const given of [secret, ...codes.map(({ code }) => code)]) expect(text).not.toContain(given);
});
