import { ContainerModule } from 'inversify';
import { organizationIdsOf } from '../../../projections/team/members/members.query.js';
import { identityProviderOf } from '../../config/environment.js';
import { oneTimePasswords } from '../../crypto/oneTimePasswords.js';
import { factorUseCases } from '../factorUseCases.js';
import { TOKENS } from '../tokens.js';

/** The second factor, profiles, and the organizations of a person. */
export const factorsModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.factors)
    .toResolvedValue(
      (handling, identity, organizationNow, queries, environment, clock) =>
        factorUseCases({
          ...{ handling, identity, organizationNow, oneTimePasswords, clock },
          organizationIdsOf: (userId) => organizationIdsOf(queries.ofPerson(userId), userId),
          issuesTokens: identityProviderOf(environment) === undefined,
        }),
      [
        TOKENS.commandHandling,
        TOKENS.identity,
        TOKENS.organizationNow,
        TOKENS.queries,
        TOKENS.environment,
        TOKENS.clock,
      ],
    )
    .inSingletonScope();
});
