import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { buildProduct } from '../../esbuild.config.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of the product as JavaScript. */
    builtProduct: string;
  }
}

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Programs that integration tests fork, and what these import. */
const programs = ['test/projections/runtime/support', 'test/projections/analytics/support'];

/**
 * The product as the image runs it, built once for all tests of a run that start it: from its sources, each of
 * the many starts would spend more time on reading TypeScript than on everything else.
 */
export default async function setup(project: TestProject): Promise<() => void> {
  // Where packages are found from, and no folder of the project's own.
  const outdir = mkdtempSync(join(root, 'node_modules', '.objecta-built-'));
  writeFileSync(join(outdir, 'package.json'), '{"type":"module"}');
  await buildProduct(outdir, programs);
  project.provide('builtProduct', outdir);
  return () => rmSync(outdir, { recursive: true, force: true });
}
