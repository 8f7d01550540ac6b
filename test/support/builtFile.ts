import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The JavaScript of a TypeScript file, to be forked: from its source, a short process spends most of its time on reading that. */
export const builtFile = (source: URL): string =>
  join(inject('builtProduct'), relative(root, fileURLToPath(source))).replace(/\.ts$/, '.js');
