import { ContainerModule } from 'inversify';
import { calledBefore } from '../../../application/identity/calledBefore.js';
import { erasePerson } from '../../../application/identity/erasePerson.js';
import { whenPersonErasedForgetThem } from '../../../application/identity/reactions/whenPersonErasedForgetThem.js';
import { reaction } from '../../../application/reactions/reaction.js';
import { stripeCustomers } from '../../stripe/stripeCustomers.js';
import { TOKENS } from '../tokens.js';

/** Erasing people. */
export const erasureModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.erasePerson)
    .toResolvedValue(
      ({ handleCommand }, identity, organizationNow, tracing, clock) =>
        erasePerson({ handleCommand, ...identity, organizationNow, tracing, clock }),
      [TOKENS.commandHandling, TOKENS.identity, TOKENS.organizationNow, TOKENS.personTracing, TOKENS.clock],
    )
    .inSingletonScope();
  bind(TOKENS.reactions)
    .toResolvedValue(
      (handling, eventStore, codec, personalData, tracing, identity, stripe, clock) => {
        const { endSessions } = identity;
        const called = calledBefore(eventStore, codec);
        const customers = stripeCustomers(stripe);
        const parts = { handling, calledBefore: called, personalData, tracing, endSessions, customers, clock };
        return [reaction(whenPersonErasedForgetThem(parts))];
      },
      [
        TOKENS.commandHandling,
        TOKENS.eventStore,
        TOKENS.codec,
        TOKENS.personalData,
        TOKENS.personTracing,
        TOKENS.identity,
        TOKENS.stripe,
        TOKENS.clock,
      ],
    )
    .inSingletonScope();
});
