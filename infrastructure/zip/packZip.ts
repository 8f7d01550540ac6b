import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { PackedFile } from '../../application/ports/archives.js';

/**
 * A ZIP file (APPNOTE 6.3, with ZIP64 where sizes need it) from files whose sizes are not known beforehand. One file is open at
 * a time, and it is read no faster than the archive is taken.
 */
export async function* packZip(files: readonly PackedFile[], madeAt: Date): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  let open: Readable | undefined;
  const fail = (error: Error) => output.destroy(error);
  zip.on('error', fail);
  for (const { name, open: read } of files) {
    zip.addReadStreamLazy(name, { mtime: madeAt }, (give) => {
      open = Readable.from(read(), { objectMode: false });
      open.once('error', fail);
      give(null, open);
    });
  }
  zip.end();
  try {
    for await (const piece of output) yield piece as Uint8Array;
  } finally {
    open?.destroy();
    output.destroy();
  }
}
