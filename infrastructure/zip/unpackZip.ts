import { crc32 } from 'node:zlib';
import { type Entry, openPromise } from 'yauzl';
import type { UnpackedFile } from '../../application/ports/archives.js';

/** @throws Error at the end of a file whose bytes are not those that were packed */
async function* checked(bytes: AsyncIterable<Uint8Array>, entry: Entry): AsyncGenerator<Uint8Array> {
  let checksum = 0;
  for await (const piece of bytes) {
    checksum = crc32(piece, checksum);
    yield piece;
  }
  if (checksum !== entry.crc32) throw new Error(`${entry.fileName} is damaged`);
}

/** The files of a ZIP file, in the order of its directory. @throws Error when the directory or a file in it is damaged */
export async function* unpackZip(path: string): AsyncGenerator<UnpackedFile> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false });
  try {
    for await (const entry of zip.eachEntry())
      yield { name: entry.fileName, bytes: checked(await zip.openReadStreamPromise(entry), entry) };
  } finally {
    zip.close();
  }
}
