import { ContainerModule } from 'inversify';
import { exportOrganization } from '../../../application/team/organizationExport/exportOrganization.js';
import { eventsInOrder } from '../../../projections/analytics/events/events.query.js';
import { sha256 } from '../../crypto/sha256.js';
import { zipArchives } from '../../zip/zipArchives.js';
import { PRODUCT_VERSION } from '../productVersion.js';
import { TOKENS } from '../tokens.js';

/** Taking an organization's data along. */
export const organizationExportModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.exportOrganization)
    .toResolvedValue(
      (eventStore, codec, progress, snapshots, namesOf, organizationNow, recordExport, clock, clickHouse) =>
        exportOrganization({
          ...{ eventStore, codec, progress, snapshots, namesOf, organizationNow, recordExport, clock },
          events: { page: (organizationId, range) => eventsInOrder(clickHouse, { organizationId, ...range }) },
          archives: zipArchives,
          newHash: sha256,
          version: PRODUCT_VERSION,
        }),
      [
        ...([TOKENS.eventStore, TOKENS.codec, TOKENS.progress, TOKENS.organizationSnapshots, TOKENS.namesOf] as const),
        ...([TOKENS.organizationNow, TOKENS.recordExport, TOKENS.clock, TOKENS.clickHouse] as const),
      ],
    )
    .inSingletonScope();
});
