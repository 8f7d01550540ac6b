import type { Archives, UnpackedFile } from '../../ports/archives.js';
import type { ExportManifest } from '../../ports/exportedData.js';
import type { RunningHash } from '../../ports/runningHash.js';

export type VerifiedExport = Readonly<{
  /** Undefined where there is none that can be read. */
  manifest: ExportManifest | undefined;
  /** What is not as the manifest says, a sentence each; none when all is well. */
  problems: readonly string[];
}>;

type Measured = Readonly<{ bytes: number; rows: number; sha256: string }>;

const MANIFEST = 'manifest.json';
const [QUOTE, NEW_LINE] = [...Buffer.from('"\n')];

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Counts lines, and of a CSV file only those that end outside quotes, without the heading. */
async function measure({ name, bytes }: UnpackedFile, hash: RunningHash): Promise<Measured> {
  const isCsv = name.endsWith('.csv');
  let size = 0;
  let rows = isCsv ? -1 : 0;
  let inQuotes = false;
  for await (const piece of bytes) {
    hash.update(piece);
    size += piece.length;
    for (const byte of piece) {
      if (isCsv && byte === QUOTE) inQuotes = !inQuotes;
      else if (byte === NEW_LINE && !inQuotes) rows += 1;
    }
  }
  return { bytes: size, rows, sha256: hash.hex() };
}

/** @throws Error when it is not a manifest */
function parsed(text: string): ExportManifest {
  const manifest = JSON.parse(text) as ExportManifest;
  if (manifest.format !== 1 || !Array.isArray(manifest.files)) throw new Error('it is not of a format known here');
  return manifest;
}

/** Whether an export is whole and unchanged: every file that its manifest lists, with the rows, bytes and hash it lists, and no other. */
export const verifyExport =
  (archives: Pick<Archives, 'unpack'>, newHash: () => RunningHash) =>
  async (path: string): Promise<VerifiedExport> => {
    const found = new Map<string, Measured>();
    const problems: string[] = [];
    let manifest: ExportManifest | undefined;
    try {
      for await (const file of archives.unpack(path)) {
        if (found.has(file.name)) problems.push(`${file.name} is in it twice`);
        if (file.name === MANIFEST) {
          const pieces: Uint8Array[] = [];
          for await (const piece of file.bytes) pieces.push(piece);
          manifest = parsed(Buffer.concat(pieces).toString('utf8'));
        } else {
          found.set(file.name, await measure(file, newHash()));
        }
      }
    } catch (error) {
      problems.push(`it cannot be read to its end: ${messageOf(error)}`);
    }
    if (!manifest) return { manifest, problems: [...problems, `it has no ${MANIFEST}`] };
    for (const { name, rows, bytes, sha256 } of manifest.files) {
      const is = found.get(name);
      if (!is) problems.push(`${name} is missing`);
      else if (is.sha256 !== sha256) problems.push(`${name} has been changed: its SHA-256 is ${is.sha256}`);
      else if (is.rows !== rows || is.bytes !== bytes)
        problems.push(`${name} has ${is.rows} rows in ${is.bytes} bytes, and should have ${rows} in ${bytes}`);
      found.delete(name);
    }
    for (const name of found.keys()) problems.push(`${name} is not in the manifest`);
    return { manifest, problems };
  };
