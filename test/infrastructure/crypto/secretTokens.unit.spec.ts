import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { secretTokens } from '../../../infrastructure/crypto/secretTokens.js';

const keyed = (key: string) =>
  secretTokens({
    digest: (subject, text) => Promise.resolve(createHmac('sha256', `${key}${subject}`).update(text).digest('hex')),
  });
const tokens = keyed('one key');
const parts = fc.record({ ids: fc.tuple(fc.uuid(), fc.uuid()), generation: fc.nat({ max: 2 ** 31 }) });

describe('a secret token', () => {
  it('names whom it was minted for, and is the same when it is minted again', () =>
    fc.assert(
      fc.asyncProperty(parts, async (given) => {
        const { token, hash } = await tokens.mint('invitation', given);
        expect(await tokens.read('invitation', token)).toEqual({ ...given, hash });
        expect(await tokens.mint('invitation', given)).toEqual({ token, hash });
        expect(token).not.toContain(hash);
      }),
    ));

  it('is good for nothing once anything of it is changed', () =>
    fc.assert(
      fc.asyncProperty(parts, fc.nat(), fc.integer({ min: 1, max: 255 }), async (given, at, flip) => {
        const bytes = Buffer.from((await tokens.mint('invitation', given)).token, 'base64url');
        const index = at % bytes.length;
        bytes[index] = (bytes[index] ?? 0) ^ flip;
        expect(await tokens.read('invitation', bytes.toString('base64url'))).toBeUndefined();
      }),
    ));

  it('is good for one purpose and under one key', async () => {
    const given = { ids: ['0193a5c2-7b1e-7c3a-9d4f-000000000001'], generation: 1 };
    const { token } = await tokens.mint('passwordReset', given);
    expect(await tokens.read('passwordReset', token)).toMatchObject(given);
    expect(await tokens.read('emailVerification', token)).toBeUndefined();
    expect(await keyed('another key').read('passwordReset', token)).toBeUndefined();
  });

  it.each(['', 'x', 'a'.repeat(5_000), '../../etc/passwd', '%00'])('is not %j', async (garbage) => {
    expect(await tokens.read('invitation', garbage)).toBeUndefined();
  });

  it('has one spelling', async () => {
    const { token } = await tokens.mint('refresh', { ids: ['0193a5c2-7b1e-7c3a-9d4f-000000000001'], generation: 7 });
    expect(await tokens.read('refresh', `${token}=`)).toBeUndefined();
    expect(await tokens.read('refresh', ` ${token}`)).toBeUndefined();
  });
});
