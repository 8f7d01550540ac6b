import { ContainerModule } from 'inversify';
import { createFollowedStates } from '../../../application/followedStates.js';
import { resolveApiKey } from '../../../application/team/resolveApiKey.js';
import { resolveCaller } from '../../../application/team/resolveCaller.js';
import { PostgresApiKeyUses } from '../../postgres/apiKeyUses.js';
import { recordedElsewhere } from '../recordedElsewhere.js';
import { TOKENS } from '../tokens.js';

/** Who callers are and what they may do, asked of the log with every request. */
export const accessModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.recordedElsewhere).toConstantValue(recordedElsewhere());
  bind(TOKENS.followedStates)
    .toResolvedValue(
      (eventStore, codec, { isFollowing }) => createFollowedStates({ eventStore, codec, isFollowing }),
      [TOKENS.eventStore, TOKENS.codec, TOKENS.recordedElsewhere],
    )
    .inSingletonScope();
  bind(TOKENS.callers).toResolvedValue(resolveCaller, [TOKENS.followedStates, TOKENS.clock]).inSingletonScope();
  bind(TOKENS.apiKeyUses)
    .toResolvedValue((pool) => new PostgresApiKeyUses(pool), [TOKENS.pool])
    .inSingletonScope();
  bind(TOKENS.apiKeyCallers)
    .toResolvedValue(resolveApiKey, [TOKENS.callers, TOKENS.secretTokens, TOKENS.apiKeyUses, TOKENS.clock])
    .inSingletonScope();
});
