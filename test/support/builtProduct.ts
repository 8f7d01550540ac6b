import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of the product as JavaScript. */
    builtProduct: string;
  }
}

const root = fileURLToPath(new URL('../../', import.meta.url));
const folders = ['domain', 'application', 'infrastructure', 'projections', 'api'];
/** Programs that integration tests fork, and what these import. */
const programs = ['test/projections/runtime/support', 'test/projections/analytics/support'];
/** What `npm run build` copies. */
const asset = /\.sql$|\/control\/page\.[^/]+$/;

/**
 * The product as the image runs it, built once for all tests of a run that start it: from its sources, each of
 * the many starts would spend more time on reading TypeScript than on everything else.
 */
export default async function setup(project: TestProject): Promise<() => void> {
  // Where packages are found from, and no folder of the project's own.
  const outdir = mkdtempSync(join(root, 'node_modules', '.objecta-built-'));
  writeFileSync(join(outdir, 'package.json'), '{"type":"module"}');
  await build({
    entryPoints: [...folders, ...programs].flatMap((folder) => [`${folder}/**/*.ts`, `${folder}/**/*.tsx`]),
    ...{ absWorkingDir: root, outbase: '.', outdir, platform: 'node', format: 'esm', target: 'node20' },
    ...{ jsx: 'automatic', logLevel: 'error' },
  });
  for (const folder of folders)
    for (const path of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (!asset.test(path)) continue;
      const copy = join(outdir, folder, path);
      mkdirSync(dirname(copy), { recursive: true });
      copyFileSync(join(root, folder, path), copy);
    }
  project.provide('builtProduct', outdir);
  return () => rmSync(outdir, { recursive: true, force: true });
}
