import { ContainerModule } from 'inversify';
import { askEntitlements } from '../../../application/billing/askEntitlements.js';
import { whenPlanVersionPublishedSyncToStripe } from '../../../application/billing/reactions/whenPlanVersionPublishedSyncToStripe.js';
import { reaction } from '../../../application/reactions/reaction.js';
import { createStreamFolds } from '../../../application/streamFolds.js';
import { stripeCatalogue } from '../../stripe/stripeCatalogue.js';
import { TOKENS } from '../tokens.js';

/** Plans, what they are at Stripe and what they let organizations do. */
export const plansModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.streamFolds)
    .toResolvedValue(
      (eventStore, codec, clock) => createStreamFolds(eventStore, codec, clock),
      [TOKENS.eventStore, TOKENS.codec, TOKENS.clock],
    )
    .inSingletonScope();
  bind(TOKENS.entitlements)
    .toResolvedValue((folds) => askEntitlements(folds), [TOKENS.streamFolds])
    .inSingletonScope();
  bind(TOKENS.reactions)
    .toResolvedValue(
      (stripe, { handleCommand }, clock) => [
        reaction(whenPlanVersionPublishedSyncToStripe(stripeCatalogue(stripe), handleCommand, clock)),
      ],
      [TOKENS.stripe, TOKENS.commandHandling, TOKENS.clock],
    )
    .inSingletonScope();
});
