import { ContainerModule } from 'inversify';
import { whenSignInChangesEndSessions } from '../../../application/identity/reactions/whenSignInChangesEndSessions.js';
import { reaction } from '../../../application/reactions/reaction.js';
import { organizationIdsOf } from '../../../projections/team/members/members.query.js';
import { oneTimePasswords } from '../../crypto/oneTimePasswords.js';
import { passwordHashes } from '../../crypto/passwordHashes.js';
import { identityUseCases } from '../identityUseCases.js';
import { TOKENS } from '../tokens.js';

/** People, how they sign in, and their sessions. */
export const identityModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.passwordHashes).toResolvedValue(passwordHashes).inSingletonScope();
  bind(TOKENS.identity)
    .toResolvedValue(
      (handling, personalData, secretTokens, hashes, accessTokens, entitlements, queries, clock, logger) =>
        identityUseCases({
          ...{ handling, personalData, secretTokens, entitlements, clock, logger, oneTimePasswords },
          passwordHashes: hashes,
          membershipsOf: (userId) => organizationIdsOf(queries.ofPerson(userId), userId),
          issueAccessToken: (claims, seconds) => accessTokens.issue(claims, seconds),
        }),
      [
        TOKENS.commandHandling,
        TOKENS.personalData,
        TOKENS.secretTokens,
        TOKENS.passwordHashes,
        TOKENS.accessTokens,
        TOKENS.entitlements,
        TOKENS.queries,
        TOKENS.clock,
        TOKENS.logger,
      ],
    )
    .inSingletonScope();
  bind(TOKENS.reactions)
    .toResolvedValue(({ endSessions }) => [reaction(whenSignInChangesEndSessions(endSessions))], [TOKENS.identity])
    .inSingletonScope();
});
