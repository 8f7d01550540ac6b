import { copyFileSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('.', import.meta.url));
const folders = ['domain', 'application', 'infrastructure', 'projections', 'api'];
/** What is read as it is: migrations, and pages of embedded services. */
const asset = /\.sql$|\/control\/page\.[^/]+$/;

/** Makes JavaScript of the product, and of more folders where given, below `outdir`, file by file; types are not checked. */
export async function buildProduct(outdir: string, more: readonly string[] = []): Promise<void> {
  await build({
    entryPoints: [...folders, ...more].flatMap((folder) => [`${folder}/**/*.ts`, `${folder}/**/*.tsx`]),
    ...{ absWorkingDir: root, outbase: '.', outdir, platform: 'node', format: 'esm', target: 'node20' },
    ...{ jsx: 'automatic', sourcemap: true, sourcesContent: false, logLevel: 'error' },
  });
  for (const folder of folders)
    for (const path of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (!asset.test(path)) continue;
      const copy = join(outdir, folder, path);
      mkdirSync(dirname(copy), { recursive: true });
      copyFileSync(join(root, folder, path), copy);
    }
}

/** When anything that the product is made from was last written, added or removed (ms since the Unix epoch). */
function lastChange(): number {
  const below = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(root, folder, path)),
  );
  const paths = [...below, ...folders.map((folder) => join(root, folder)), fileURLToPath(import.meta.url)];
  return Math.max(...paths.map((path) => statSync(path).mtimeMs));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const dist = join(root, 'dist');
  const stamp = join(dist, 'built');
  const builtAt = statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (!process.argv.includes('--if-changed') || lastChange() >= builtAt) {
    const started = new Date();
    // A migration that was renamed must not run under its former name as well.
    rmSync(dist, { recursive: true, force: true });
    await buildProduct(dist);
    writeFileSync(stamp, '');
    utimesSync(stamp, started, started);
  }
}
