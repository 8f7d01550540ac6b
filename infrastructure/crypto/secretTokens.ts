import { createHash, timingSafeEqual } from 'node:crypto';
import type { PersonalData } from '../../application/ports/personalData.js';
import type { SecretTokens, TokenParts, TokenPurpose } from '../../application/ports/secretTokens.js';

const idsOf: Readonly<Record<TokenPurpose, number>> = {
  invitation: 2,
  emailVerification: 1,
  passwordReset: 1,
  refresh: 1,
  apiKey: 2,
};
const ID_BYTES = 16;
const GENERATION_BYTES = 4;
const MAC_BYTES = 32;

/** Tokens as base64url of ids | generation | HMAC-SHA-256; the keys lie with those of personal data, wrapped. */
export function secretTokens(personalData: Pick<PersonalData, 'digest'>): SecretTokens {
  const macOf = async (purpose: TokenPurpose, head: Buffer) =>
    Buffer.from(await personalData.digest(`tokens:${purpose}`, head.toString('base64url')), 'hex');

  return {
    async mint(purpose, { ids, generation }) {
      const head = Buffer.alloc(idsOf[purpose] * ID_BYTES + GENERATION_BYTES);
      if (ids.length !== idsOf[purpose]) throw new Error(`a token for ${purpose} names ${idsOf[purpose]} ids`);
      ids.forEach((id, index) => {
        Buffer.from(id.replaceAll('-', ''), 'hex').copy(head, index * ID_BYTES);
      });
      head.writeUInt32BE(generation, head.length - GENERATION_BYTES);
      const token = Buffer.concat([head, await macOf(purpose, head)]).toString('base64url');
      return { token, hash: hashOf(token) };
    },

    async read(purpose, token) {
      const bytes = Buffer.from(token, 'base64url');
      const headBytes = idsOf[purpose] * ID_BYTES + GENERATION_BYTES;
      // One token has one spelling: nothing may follow it, and no other alphabet will do.
      if (bytes.length !== headBytes + MAC_BYTES || bytes.toString('base64url') !== token) return undefined;
      const head = bytes.subarray(0, headBytes);
      if (!timingSafeEqual(await macOf(purpose, head), bytes.subarray(headBytes))) return undefined;
      return { ...partsOf(head, idsOf[purpose]), hash: hashOf(token) };
    },
  };
}

function partsOf(head: Buffer, count: number): TokenParts {
  const ids = Array.from({ length: count }, (_, index) =>
    uuidOf(head.subarray(index * ID_BYTES, (index + 1) * ID_BYTES)),
  );
  return { ids, generation: head.readUInt32BE(count * ID_BYTES) };
}

const uuidOf = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
