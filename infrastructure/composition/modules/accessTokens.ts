import { ContainerModule } from 'inversify';
import { admitPerson } from '../../../application/identity/admitPerson.js';
import { identityProviderTokens } from '../../../application/identity/identityProviderTokens.js';
import { people } from '../../../application/identity/people.js';
import type { AccessTokens } from '../../../application/ports/accessTokens.js';
import { identityProviderOf } from '../../config/environment.js';
import { HmacAccessTokens } from '../../crypto/accessTokens.js';
import { identityProvider } from '../../crypto/identityProvider.js';
import { TOKENS } from '../tokens.js';

/** Whose access tokens are taken: our own, or those of an outside identity provider and then no others. */
export const accessTokensModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.accessTokens)
    .toResolvedValue(
      (environment, secrets, { handleCommand, currentState }, personalData, logger, clock): AccessTokens => {
        const settings = identityProviderOf(environment);
        if (!settings) return new HmacAccessTokens(secrets.jwtSecrets, clock);
        const admit = admitPerson(handleCommand, people(currentState, personalData), clock);
        const { verify } = identityProviderTokens(identityProvider(settings, clock), admit, logger);
        return {
          verify,
          issue: () => Promise.reject(new Error('access tokens are given out by the identity provider')),
        };
      },
      [TOKENS.environment, TOKENS.secrets, TOKENS.commandHandling, TOKENS.personalData, TOKENS.logger, TOKENS.clock],
    )
    .inSingletonScope();
});
