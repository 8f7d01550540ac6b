import { ContainerModule } from 'inversify';
import { seatsPolicyOf } from '../../../application/billing/seatsPolicyOf.js';
import { reaction } from '../../../application/reactions/reaction.js';
import { acceptInvitation } from '../../../application/team/acceptInvitation.js';
import { createOrganization } from '../../../application/team/createOrganization.js';
import { organizationNow } from '../../../application/team/organizationNow.js';
import { whenNameChangesRenameMember } from '../../../application/team/reactions/whenNameChangesRenameMember.js';
import { seatLimitOf } from '../../../application/team/seatLimitOf.js';
import { TOKENS } from '../tokens.js';

/** Organizations, as other contexts need them. */
export const teamModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.seatLimitOf)
    .toResolvedValue(
      (entitlements, { currentState }) => seatLimitOf(entitlements, seatsPolicyOf(currentState)),
      [TOKENS.entitlements, TOKENS.commandHandling],
    )
    .inSingletonScope();
  bind(TOKENS.organizationNow)
    .toResolvedValue(({ currentState }) => organizationNow(currentState), [TOKENS.commandHandling])
    .inSingletonScope();
  bind(TOKENS.createOrganization)
    .toResolvedValue(
      ({ handleCommand }, clock) => createOrganization(handleCommand, clock),
      [TOKENS.commandHandling, TOKENS.clock],
    )
    .inSingletonScope();
  bind(TOKENS.reactions)
    .toResolvedValue(
      ({ handleCommand }, { personOf }, tracing, clock) => [
        reaction(whenNameChangesRenameMember(handleCommand, personOf, tracing, clock)),
      ],
      [TOKENS.commandHandling, TOKENS.nameLookups, TOKENS.personTracing, TOKENS.clock],
    )
    .inSingletonScope();
  bind(TOKENS.acceptInvitation)
    .toResolvedValue(
      ({ handleCommand }, seatsOf, clock) => acceptInvitation(handleCommand, seatsOf, clock),
      [TOKENS.commandHandling, TOKENS.seatLimitOf, TOKENS.clock],
    )
    .inSingletonScope();
});
