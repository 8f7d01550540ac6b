import type { Archives } from '../../application/ports/archives.js';
import { packZip } from './packZip.js';
import { unpackZip } from './unpackZip.js';

/** Archives as ZIP files. */
export const zipArchives: Archives = { pack: packZip, unpack: unpackZip };
