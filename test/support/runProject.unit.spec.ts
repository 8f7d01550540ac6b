import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runProject } from './runProject.js';
import { testProjects } from './testProjects.js';

let root: string;
const write = (path: string, text: string) => writeFileSync(join(root, path), text);
const config = `export default { test: { projects: [{ test: { name: 'unit', include: ['test/*.unit.spec.ts'] } }] } };`;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'objecta-project-'));
  mkdirSync(join(root, 'test'));
  symlinkSync(join(process.cwd(), 'node_modules'), join(root, 'node_modules'));
  write('vitest.config.mjs', config);
});
afterEach(() => rmSync(root, { recursive: true }));

it('reads the true totals of a vitest run, a file that does not load among them', async () => {
  write(
    'test/some.unit.spec.ts',
    `import { expect, it } from 'vitest';
     it('holds', () => expect(1).toBe(1));
     it('does not', () => expect(1).toBe(2));
     it['skip']('is left out', () => {});`,
  );
  write('test/broken.unit.spec.ts', `import './absent.js';`);
  expect(await runProject('unit', root, 'ignore')).toEqual({
    project: 'unit',
    exitCode: 1,
    totals: { passed: 1, failed: 2, skipped: 1 },
    failures: expect.arrayContaining([
      expect.stringContaining('some.unit.spec.ts: does not: AssertionError: expected 1 to be 2'),
      expect.stringContaining('broken.unit.spec.ts: the file failed outside of its tests'),
    ]),
  });
});

it('has no totals when vitest did not get as far as a report', async () => {
  write('vitest.config.mjs', 'throw new Error("unusable");');
  expect(await runProject('unit', root, 'ignore')).toEqual({ project: 'unit', exitCode: 1, totals: undefined });
});

it('knows which programs the tests need and whether they are here', () => {
  write('test/bus.nats.spec.ts', '');
  write('test/page.chromium.spec.ts', '');
  const without = testProjects(root, { PATH: root, CHROMIUM_PATH: join(root, 'chromium') });
  expect(without.map(({ name, missing }) => [name, missing?.split(':')[0]])).toEqual([
    ['unit', undefined],
    ['int', undefined],
    ['e2e', undefined],
    ['nats', 'NATS tests not run'],
    ['chromium', 'browser tests not run'],
  ]);
  const programs = { nats: join(root, 'nats-server'), chromium: join(root, 'chromium') };
  for (const program of Object.values(programs)) writeFileSync(program, '', { mode: 0o755 });
  const installed = testProjects(root, { PATH: `/nowhere:${root}`, CHROMIUM_PATH: programs.chromium });
  expect(installed.every(({ missing }) => missing === undefined)).toBe(true);
});
