import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);
const require = createRequire(import.meta.url);

export const root = join(import.meta.dirname, '..', '..');
const dependencyCruiser = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
export const config = join(root, '.dependency-cruiser.cjs');

const resultSchema = z.object({
  summary: z.object({ violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })) }),
});

/** Every broken import rule of a source tree, as `file: rule`, sorted. */
export async function brokenImportRules(tree: string, folders: readonly string[]): Promise<string[]> {
  const flags = ['--config', config, '--output-type', 'json', ...folders];
  const { stdout } = await run(process.execPath, [dependencyCruiser, ...flags], { cwd: tree, maxBuffer: 2 ** 26 });
  const { violations } = resultSchema.parse(JSON.parse(stdout)).summary;
  return [...new Set(violations.map(({ from, rule }) => `${from}: ${rule.name}`))].sort();
}

/** The names of all import rules. */
export const importRules = (): string[] =>
  z
    .object({ forbidden: z.array(z.object({ name: z.string() })) })
    .parse(require(config))
    .forbidden.map(({ name }) => name);
