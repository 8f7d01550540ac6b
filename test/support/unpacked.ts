import { writeFileSync } from 'node:fs';
import { zipArchives } from '../../infrastructure/zip/zipArchives.js';

/** The files of an archive by name, as text; the archive is kept on disk as well. */
export async function unpacked(bytes: Uint8Array, path: string): Promise<ReadonlyMap<string, string>> {
  writeFileSync(path, bytes);
  const files = new Map<string, string>();
  for await (const file of zipArchives.unpack(path)) {
    const pieces: Uint8Array[] = [];
    for await (const piece of file.bytes) pieces.push(piece);
    files.set(file.name, Buffer.concat(pieces).toString('utf8'));
  }
  return files;
}

/** The lines of a JSON Lines file. */
export const linesOf = (text: string | undefined): readonly Readonly<Record<string, unknown>>[] =>
  (text ?? '')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
