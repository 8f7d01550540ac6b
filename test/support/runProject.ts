import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { failuresOf, type ProjectRun, totalsOf } from './testTotals.js';

const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');

/** Runs one vitest project in its own process, its output as usual, and reads the totals from vitest's own JSON report. */
export async function runProject(
  project: string,
  root: string,
  output: 'inherit' | 'ignore' = 'inherit',
): Promise<ProjectRun> {
  const folder = mkdtempSync(join(tmpdir(), 'objecta-report-'));
  const report = join(folder, 'report.json');
  const flags = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  try {
    const run = spawn(process.execPath, [vitest, ...flags], { cwd: root, stdio: ['ignore', output, output] });
    await once(run, 'exit');
    if (!existsSync(report)) return { project, exitCode: run.exitCode, totals: undefined };
    const result: unknown = JSON.parse(readFileSync(report, 'utf8'));
    return { project, exitCode: run.exitCode, totals: totalsOf(result), failures: failuresOf(result) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
