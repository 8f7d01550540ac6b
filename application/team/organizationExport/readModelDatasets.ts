import { laterPosition } from '../../laterPosition.js';
import type { Dataset, ExportedRow } from '../../ports/exportedData.js';
import type { OrganizationSnapshot } from '../../ports/organizationSnapshots.js';
import type { NameOf } from '../namesOf.js';
import { type KeptEntry, tellActivity } from '../tellActivity.js';
import { exportedReadModels } from './exportedReadModels.js';

const told = ['sentence', 'actorName', 'targets', 'changes'] as const;

/** An entry of the activity log in words, as its list tells it. */
async function inWords(row: ExportedRow, nameOf: NameOf): Promise<ExportedRow> {
  const { told: _, ...entry } = row;
  const { sentence, actor, targets, changes } = await tellActivity(row as unknown as KeptEntry, nameOf);
  return { ...entry, sentence, actorName: actor.name, targets, changes };
}

/**
 * One dataset for each read model that leaves; the activity log is told in words.
 * @param reached what every read model had come to before the snapshot was opened: checkpoints are written with the next row only
 */
export async function readModelDatasets(
  snapshot: OrganizationSnapshot,
  reached: bigint,
  nameOf: NameOf,
): Promise<readonly Dataset[]> {
  const datasets: Dataset[] = [];
  for (const [readModel, { file, describes, columns: names, orderedBy, takes = () => true }] of Object.entries(
    exportedReadModels,
  )) {
    const columns = await snapshot.columns(readModel, names);
    if (columns.length !== names.length) throw new Error(`${readModel} does not have all of the columns ${names}`);
    const inTold = readModel === 'team.activity';
    datasets.push({
      file,
      describes,
      position: laterPosition(snapshot.positions.get(readModel) ?? -1n, reached),
      columns: inTold
        ? [
            ...columns.filter(({ name }) => name !== 'told'),
            ...told.map((name, at) => ({ name, type: at < 2 ? 'text' : 'json' })),
          ]
        : columns,
      async *rows() {
        for await (const page of snapshot.rows(readModel, names, orderedBy)) {
          const taken = page.filter(takes);
          yield inTold ? await Promise.all(taken.map((row) => inWords(row, nameOf))) : taken;
        }
      },
    });
  }
  return datasets;
}
