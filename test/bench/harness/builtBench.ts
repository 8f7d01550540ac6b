import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildProduct } from '../../../esbuild.config.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
let built: Promise<string> | undefined;

async function build(): Promise<string> {
  // Where packages are found from, and no folder of the project's own.
  const folder = mkdtempSync(join(root, 'node_modules', '.objecta-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  mkdirSync(join(folder, 'test/bench'), { recursive: true });
  symlinkSync(join(root, 'test/bench/node_modules'), join(folder, 'test/bench/node_modules'));
  const bench = ['billing', 'harness', 'ledger', 'programs'].map((name) => `test/bench/${name}`);
  await buildProduct(folder, [...bench, 'test/support']);
  return folder;
}

/**
 * Path of a folder with the product and the programs of the bench as JavaScript, built once a run as `npm start` builds
 * the product: what is measured runs as it does for users, without a loader that rewrites its functions.
 */
export function builtBench(): Promise<string> {
  built ??= build();
  return built;
}
