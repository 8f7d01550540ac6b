import type { CommandContext } from '../../commandContext.js';
import { laterPosition } from '../../laterPosition.js';
import type { Archives } from '../../ports/archives.js';
import type { Clock } from '../../ports/clock.js';
import type { Dataset } from '../../ports/exportedData.js';
import type { OrganizationSnapshot, OrganizationSnapshots } from '../../ports/organizationSnapshots.js';
import type { ReadModelProgress } from '../../ports/readModelProgress.js';
import type { RunningHash } from '../../ports/runningHash.js';
import type { NamesOf } from '../namesOf.js';
import type { OrganizationNow } from '../organizationNow.js';
import type { ExportChunk, RecordExport } from '../recordExport.js';
import { type EventSources, eventsDataset } from './eventsDataset.js';
import { exportedReadModels } from './exportedReadModels.js';
import { exportFiles } from './exportFiles.js';
import { readModelDatasets } from './readModelDatasets.js';
import { rolesDataset } from './rolesDataset.js';

export type ExportingOrganizations = EventSources &
  Readonly<{
    eventStore: Readonly<{ head: () => Promise<bigint> }>;
    progress: ReadModelProgress;
    snapshots: OrganizationSnapshots;
    namesOf: NamesOf;
    organizationNow: OrganizationNow;
    archives: Pick<Archives, 'pack'>;
    recordExport: RecordExport;
    newHash: () => RunningHash;
    clock: Clock;
    /** The product's. */
    version: string;
  }>;

export type OrganizationExported =
  | Readonly<{ accepted: true; bytes: AsyncIterable<string | Uint8Array> }>
  /** The read models have not come to the head of the log in time. */
  | Readonly<{ accepted: false; rejection: 'BEHIND' }>;

export type ExportOrganization = (organizationId: string, context: CommandContext) => Promise<OrganizationExported>;

const EVENTS = 'analytics.events';
const WAIT_MS = 10_000;
/** Whoever takes longer is broken off: a snapshot keeps PostgreSQL from clearing up behind it. */
const LONGEST_MS = 30 * 60_000;

const notes = [
  'JSON Lines files hold the data as they are. In CSV files a text that a spreadsheet would take for a formula has an apostrophe before it, and lists and objects are JSON.',
  'Amounts are integers in minor units of their currency, times are UTC. [erased] stands where a person has been erased.',
  'Secrets and what belongs to persons alone (passwords, second factors, sessions, texts of mails) are not in it.',
];

/**
 * Everything an organization may take with it, as an archive of JSON Lines and CSV files with a manifest of their hashes. All read
 * models are shown at one moment, and at least up to the head of the log as it was when the export was asked for; the archive is
 * made while it is taken, and nothing of it is kept here. The log tells who took it, how much and with which hash.
 * @param context with a command id of this export's own, which becomes its id
 */
export const exportOrganization =
  (parts: ExportingOrganizations): ExportOrganization =>
  async (organizationId, context) => {
    const { eventStore, progress, snapshots, recordExport } = parts;
    const head = await eventStore.head();
    const shown = [...Object.keys(exportedReadModels), EVENTS];
    const reached = await Promise.all(shown.map((readModel) => progress.waitFor(readModel, head, WAIT_MS)));
    if (!reached.every(Boolean)) return { accepted: false, rejection: 'BEHIND' };
    const snapshot = await snapshots.open(organizationId);
    try {
      const terms = { organizationId, what: "organization's data", format: 'zip', filters: {} };
      const chunks = chunksOf(parts, organizationId, context.commandId, snapshot, head);
      return { accepted: true, bytes: await recordExport(terms, context, chunks) };
    } catch (error) {
      await snapshot.close();
      throw error;
    }
  };

async function* chunksOf(
  parts: ExportingOrganizations,
  organizationId: string,
  exportId: string,
  snapshot: OrganizationSnapshot,
  head: bigint,
): AsyncGenerator<ExportChunk> {
  const { clock, version, archives, newHash } = parts;
  const madeAt = clock.now();
  let rows = 0;
  try {
    const datasets = await datasetsOf(parts, organizationId, snapshot, head);
    const about = {
      format: 1,
      product: 'Objecta',
      version,
      organizationId,
      exportId,
      madeAt: madeAt.toISOString(),
    } as const;
    const files = exportFiles(datasets, {
      about: { ...about, position: head.toString(), notes },
      newHash,
      onRows: (more) => {
        rows += more;
      },
    });
    for await (const piece of archives.pack(files, madeAt)) {
      if (clock.now().getTime() - madeAt.getTime() > LONGEST_MS) throw new Error('the export took too long');
      const more = rows;
      rows = 0;
      yield { piece, rows: more };
    }
  } finally {
    await snapshot.close();
  }
}

async function datasetsOf(
  parts: ExportingOrganizations,
  organizationId: string,
  snapshot: OrganizationSnapshot,
  head: bigint,
): Promise<readonly Dataset[]> {
  return [
    ...(await readModelDatasets(snapshot, head, parts.namesOf(organizationId))),
    rolesDataset(await parts.organizationNow(organizationId), head),
    eventsDataset(parts, organizationId, laterPosition(snapshot.positions.get(EVENTS) ?? -1n, head)),
  ];
}
