import { ContainerModule } from 'inversify';
import { personOf } from '../../../application/notifications/personOf.js';
import { invitedAddressOf } from '../../../application/team/invitedAddressOf.js';
import { namesOf } from '../../../application/team/namesOf.js';
import { organizationFactsOf } from '../../../application/team/organizationFactsOf.js';
import { recordExport } from '../../../application/team/recordExport.js';
import { sha256 } from '../../crypto/sha256.js';
import { TOKENS } from '../tokens.js';

/** Who and what is meant, for the activity log and for mails. */
export const activityModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.nameLookups)
    .toResolvedValue(
      (streamFolds, eventStore, codec) => ({
        personOf: personOf(streamFolds),
        organizationFactsOf: organizationFactsOf(streamFolds),
        invitedAddressOf: invitedAddressOf(eventStore, codec),
      }),
      [TOKENS.streamFolds, TOKENS.eventStore, TOKENS.codec],
    )
    .inSingletonScope();
  bind(TOKENS.recordExport)
    .toResolvedValue(
      ({ handleCommand }, clock) => recordExport(handleCommand, clock, sha256),
      [TOKENS.commandHandling, TOKENS.clock],
    )
    .inSingletonScope();
  bind(TOKENS.namesOf).toResolvedValue(namesOf, [TOKENS.nameLookups]).inSingletonScope();
});
