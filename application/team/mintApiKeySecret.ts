import { apiKeyText } from '../../domain/team/apiKeyText.js';
import { derivedId } from '../derivedIds.js';
import type { SecretTokens } from '../ports/secretTokens.js';
import type { MemberRequest } from './organizationCommand.js';

/** A new secret of a key: what is shown once, and what is kept of it. */
export type MintedSecret = Readonly<{
  secret: string;
  kept: Readonly<{ secretId: string; secretHash: string; lastFour: string }>;
}>;

const SHOWN = 4;

/** The secret that a request makes: the same when it is repeated, so that a lost answer can be asked for again. */
export async function mintApiKeySecret(
  tokens: Pick<SecretTokens, 'mint'>,
  { organizationId, context }: MemberRequest,
): Promise<MintedSecret> {
  const secretId = derivedId(context.commandId, 'secret');
  const { token, hash } = await tokens.mint('apiKey', { ids: [organizationId, secretId], generation: 1 });
  return { secret: apiKeyText(token), kept: { secretId, secretHash: hash, lastFour: token.slice(-SHOWN) } };
}
