/** What a cell of exported data holds; lists and objects are JSON. */
export type ExportedValue = string | number | bigint | boolean | null | object;

/** A row on its way out, by the names of its columns. */
export type ExportedRow = Readonly<Record<string, ExportedValue>>;

/** `type` is PostgreSQL's name of the type, such as `text` or `bigint`. */
export type ExportedColumn = Readonly<{ name: string; type: string }>;

/** Rows that leave as one file in each format. */
export type Dataset = Readonly<{
  /** The name of the files, without its ending. */
  file: string;
  describes: string;
  columns: readonly ExportedColumn[];
  /** Everything up to this place in the log is in it. */
  position: bigint;
  /** Called once for each format; the same rows each time. */
  rows: () => AsyncIterable<readonly ExportedRow[]>;
}>;

export type ManifestFile = Readonly<{
  name: string;
  describes: string;
  /** Without the heading of a CSV file. */
  rows: number;
  bytes: number;
  /** Of the bytes of the file, hexadecimal. */
  sha256: string;
  /** Everything up to this place in the log is in the file; decimal. */
  position: string;
  columns: readonly ExportedColumn[];
}>;

/** What an export says of itself, as `manifest.json` in it. */
export type ExportManifest = Readonly<{
  format: 1;
  product: string;
  /** The product's. */
  version: string;
  organizationId: string;
  /** The export's id, as the activity log has it. */
  exportId: string;
  madeAt: string;
  /** Every file shows at least everything up to here; each says how far it goes itself. */
  position: string;
  notes: readonly string[];
  files: readonly ManifestFile[];
}>;
