import { type CsvCell, csvLine } from '../../../application/csv.js';
import type { ExportChunk } from '../../../application/team/recordExport.js';
import type { ToldActivity } from './activity.schemas.js';

const CSV_HEADER = [
  'id',
  'occurredAt',
  'action',
  'sentence',
  'actorKind',
  'actorId',
  'actorName',
  'targets',
  'changes',
  'reason',
];

const cellsOf = ({ id, occurredAt, action, sentence, actor, targets, changes, reason }: ToldActivity): CsvCell[] => [
  id,
  occurredAt,
  action,
  sentence,
  actor.kind,
  actor.id,
  actor.name,
  targets.map(({ name }) => name).join('; '),
  changes.map(({ what, before, after }) => `${what}: ${before ?? '-'} -> ${after ?? '-'}`).join('; '),
  reason,
];

const lineOf = {
  csv: (entry: ToldActivity) => csvLine(cellsOf(entry)),
  jsonl: (entry: ToldActivity) => `${JSON.stringify(entry)}\n`,
} as const;

export type ActivityFormat = keyof typeof lineOf;

export const activityFileTypes: Readonly<Record<ActivityFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  jsonl: 'application/jsonl; charset=utf-8',
};

/** Pages of entries as pieces of a file, one page in memory at a time. */
export async function* activityFile(
  format: ActivityFormat,
  pages: AsyncIterable<readonly ToldActivity[]>,
): AsyncGenerator<ExportChunk> {
  if (format === 'csv') yield { piece: csvLine(CSV_HEADER), rows: 0 };
  for await (const page of pages) yield { piece: page.map(lineOf[format]).join(''), rows: page.length };
}
