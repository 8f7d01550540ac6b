import { ContainerModule } from 'inversify';
import { createEventCodec } from '../../../application/events/eventCodec.js';
import { eventRegistry } from '../../../application/events/eventRegistry.js';
import { createCommandHandling } from '../../../application/handleCommand.js';
import { personalDataKeys } from '../../crypto/personalDataKeys.js';
import { secretTokens } from '../../crypto/secretTokens.js';
import { systemClock } from '../systemClock.js';
import { TOKENS } from '../tokens.js';

/** What every context stands on: time, keys, tokens, the codec and the one function that appends. */
export const platformModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.clock).toConstantValue(systemClock);
  bind(TOKENS.personalData)
    .toResolvedValue((pool, secrets) => personalDataKeys(pool, secrets.personalDataKeys), [TOKENS.pool, TOKENS.secrets])
    .inSingletonScope();
  bind(TOKENS.secretTokens).toResolvedValue(secretTokens, [TOKENS.personalData]).inSingletonScope();
  bind(TOKENS.codec)
    .toResolvedValue((personalData) => createEventCodec(eventRegistry, personalData), [TOKENS.personalData])
    .inSingletonScope();
  bind(TOKENS.commandHandling)
    .toResolvedValue(
      (eventStore, codec, { markStale }) => createCommandHandling(eventStore, codec, { onAppended: markStale }),
      [TOKENS.eventStore, TOKENS.codec, TOKENS.followedStates],
    )
    .inSingletonScope();
});
