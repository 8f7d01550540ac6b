import { type CsvCell, csvLine } from '../../csv.js';
import type { PackedFile } from '../../ports/archives.js';
import type { Dataset, ExportedRow, ExportedValue, ExportManifest, ManifestFile } from '../../ports/exportedData.js';
import type { RunningHash } from '../../ports/runningHash.js';

const json = (value: unknown): string =>
  JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? exactly(each) : each));

/** @throws RangeError where JSON readers would round */
function exactly(value: bigint): number {
  if (!Number.isSafeInteger(Number(value))) throw new RangeError(`${value} does not fit a JSON number`);
  return Number(value);
}

const cell = (value: ExportedValue | undefined): CsvCell =>
  typeof value === 'object' && value !== null ? json(value) : (value ?? null);

const formats = {
  jsonl: { header: () => '', line: (row: ExportedRow) => `${json(row)}\n` },
  csv: {
    header: ({ columns }: Dataset) => csvLine(columns.map(({ name }) => name)),
    line: (row: ExportedRow, { columns }: Dataset) => csvLine(columns.map(({ name }) => cell(row[name]))),
  },
} as const;

export type ExportFilesOptions = Readonly<{
  /** Of the manifest, what is not about the files. */
  about: Omit<ExportManifest, 'files'>;
  newHash: () => RunningHash;
  /** Told of rows that are on their way, each once although it leaves in each format. */
  onRows: (rows: number) => void;
}>;

/**
 * The files of an export, to be read in this order: each dataset in each format, a page of rows in memory at a time, and last the
 * manifest, which lists what the others came to.
 */
export function exportFiles(
  datasets: readonly Dataset[],
  { about, newHash, onRows }: ExportFilesOptions,
): readonly PackedFile[] {
  const files: ManifestFile[] = [];

  async function* written(name: string, dataset: Dataset, format: keyof typeof formats): AsyncGenerator<string> {
    const { header, line } = formats[format];
    const hash = newHash();
    let bytes = 0;
    let rows = 0;
    const counted = (text: string): string => {
      hash.update(text);
      bytes += Buffer.byteLength(text);
      return text;
    };
    yield counted(header(dataset));
    for await (const page of dataset.rows()) {
      yield counted(page.map((row) => line(row, dataset)).join(''));
      rows += page.length;
      if (format === 'jsonl') onRows(page.length);
    }
    const { describes, columns, position } = dataset;
    files.push({ name, describes, rows, bytes, sha256: hash.hex(), position: position.toString(), columns });
  }

  const names = Object.keys(formats) as (keyof typeof formats)[];
  return [
    ...datasets.flatMap((dataset) =>
      names.map((format) => {
        const name = `${dataset.file}.${format}`;
        return { name, open: () => written(name, dataset, format) };
      }),
    ),
    {
      name: 'manifest.json',
      async *open() {
        yield `${JSON.stringify({ ...about, files } satisfies ExportManifest, null, 2)}\n`;
      },
    },
  ];
}
