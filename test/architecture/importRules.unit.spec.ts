import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brokenImportRules, importRules, root } from './cruise.js';
import { allowed, targets, violations } from './plantedImports.js';
import { sourceTree } from './sourceTree.js';

const folders = ['domain', 'application', 'infrastructure', 'projections', 'api', 'test'];
const planted = Object.entries(violations).flatMap(([rule, files]) =>
  Object.entries(files).map(([file, imports]) => ({ rule, file, imports })),
);
const { tree, plant } = sourceTree();
let broken: string[] = [];

beforeAll(async () => {
  for (const file of targets) plant(file, []);
  for (const [file, imports] of Object.entries(allowed)) plant(file, imports);
  for (const { file, imports } of planted) plant(file, imports);
  broken = await brokenImportRules(tree, folders);
});
afterAll(() => rmSync(tree, { recursive: true }));

describe('the import rules', () => {
  it('hold in the product', async () => {
    expect(await brokenImportRules(root, folders)).toEqual([]);
  }, 60_000);

  it('have a planted violation each', () => {
    expect(Object.keys(violations).sort()).toEqual(importRules().sort());
  });

  it.each(planted)('$rule, and it alone, sees $file', ({ file, rule }) => {
    expect(broken.filter((line) => line.startsWith(`${file}: `))).toEqual([`${file}: ${rule}`]);
  });

  it('let through what each folder may import', () => {
    const expected = planted.map(({ file, rule }) => `${file}: ${rule}`);
    expect(broken.filter((line) => !expected.includes(line))).toEqual([]);
  });
});
