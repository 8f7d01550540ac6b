import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { root } from './cruise.js';

const manifest = z
  .object({ dependencies: z.record(z.string(), z.string()), devDependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));

/** A small source tree in a temporary folder: our manifest, an empty stand-in for each package, and what is planted. */
export function sourceTree() {
  const tree = mkdtempSync(join(tmpdir(), 'objecta-tree-'));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  };
  const packages = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
  for (const name of [...packages, 'undeclared']) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }));
    write(`node_modules/${name}/index.js`, 'export {};');
  }
  for (const file of ['package.json', 'tsconfig.json']) cpSync(join(root, file), join(tree, file));

  /** Writes a file that imports others: paths of this tree, packages, or, after `type `, either as types only. */
  const plant = (file: string, imports: readonly string[]) => {
    const lines = imports.map((what) => {
      const typeOnly = what.startsWith('type ');
      const target = what.replace(/^type /, '');
      const path = target.endsWith('.ts') ? relative(dirname(file), target).replace(/^(?!\.)/, './') : target;
      return `import${typeOnly ? ' type' : ''} * as some from '${path.replace(/\.ts$/, '.js')}';\nexport type Some = typeof some;`;
    });
    write(file, lines.join('\n') || 'export const nothing = 0;');
  };
  return { tree, plant };
}
