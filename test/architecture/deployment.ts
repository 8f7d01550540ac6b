import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { root } from './cruise.js';

const run = promisify(execFile);
const linter = join(root, 'node_modules', 'dclint', 'bin', 'dclint.cjs');
const reportSchema = z.array(z.object({ messages: z.array(z.object({ rule: z.string(), message: z.string() })) }));

/** What the Compose schema and the linter's rules say against a file, by rule. */
export async function composeFaults(file: string): Promise<string[]> {
  const flags = ['--config', join(root, '.dclintrc.json'), '--formatter', 'json', file];
  const { stdout } = await run(process.execPath, [linter, ...flags]).catch((failed: { stdout: string }) => failed);
  return reportSchema.parse(JSON.parse(stdout)).flatMap(({ messages }) => messages.map(({ rule }) => rule));
}

/** Images that are not pinned to an exact version. */
export const floatingImages = (text: string): string[] =>
  [...text.matchAll(/^(?:FROM|\s+image:) +(\S+)/gm)]
    .map(([, image = '']) => image)
    .filter((image) => !/:v?\d+\.\d+\.\d+|:\d+\.\d+-/.test(image));

/** Names that a `.env` file sets, in its order. */
export const namesIn = (text: string): string[] =>
  [...text.matchAll(/^([A-Z][A-Z0-9_]*)=/gm)].map(([, name = '']) => name);

/** Names that a Compose file takes from the environment. */
export const namesTakenBy = (text: string): string[] => [
  ...new Set([...text.matchAll(/\$\{([A-Z][A-Z0-9_]*)/g)].map(([, name = '']) => name)),
];
