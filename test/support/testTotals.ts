import { z } from 'zod';

export type Totals = Readonly<{ passed: number; failed: number; skipped: number }>;

/** How one vitest project ended; no totals when vitest left no report. */
export type ProjectRun = Readonly<{
  project: string;
  exitCode: number | null;
  totals: Totals | undefined;
  /** What failed, as people would look for it. */
  failures?: readonly string[];
}>;

const reportSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string().default(''),
      status: z.string(),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string().default(''),
          failureMessages: z.array(z.string()).default([]),
        }),
      ),
    }),
  ),
});

/** Each failed test of a report with its file and the first line of why. */
export const failuresOf = (report: unknown): string[] =>
  reportSchema.parse(report).testResults.flatMap(({ name, status, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (status === 'failed' && failed.length === 0) return [`${name}: the file failed outside of its tests`];
    return failed.map(({ fullName, failureMessages }) => `${name}: ${fullName}: ${failureMessages[0]?.split('\n')[0]}`);
  });

/** Totals of a report of vitest's JSON reporter; a file that failed outside of its tests counts as one failed test. */
export function totalsOf(report: unknown): Totals {
  const totals = { passed: 0, failed: 0, skipped: 0 };
  for (const file of reportSchema.parse(report).testResults) {
    const failedBefore = totals.failed;
    for (const { status } of file.assertionResults) {
      if (status === 'passed') totals.passed += 1;
      else if (status === 'failed') totals.failed += 1;
      else totals.skipped += 1;
    }
    if (file.status === 'failed' && totals.failed === failedBefore) totals.failed += 1;
  }
  return totals;
}

export const sum = (all: readonly Totals[]): Totals => ({
  passed: all.reduce((total, { passed }) => total + passed, 0),
  failed: all.reduce((total, { failed }) => total + failed, 0),
  skipped: all.reduce((total, { skipped }) => total + skipped, 0),
});

/** Everything that keeps the runs from counting as a success; in CI that includes a skipped test. */
export function problemsOf(runs: readonly ProjectRun[], { ci }: Readonly<{ ci: boolean }>): string[] {
  return runs.flatMap(({ project, exitCode, totals }) => {
    if (!totals) return [`${project}: vitest crashed (exit code ${exitCode}) and left no report`];
    const { passed, failed, skipped } = totals;
    if (failed > 0) return [`${project}: ${failed} failed`];
    if (passed + skipped === 0) return [`${project}: there is no test`];
    if (exitCode !== 0) return [`${project}: vitest ended with exit code ${exitCode} although no test failed`];
    if (ci && skipped > 0) return [`${project}: ${skipped} skipped, which CI does not accept`];
    return [];
  });
}

export const totalsLine = ({ passed, failed, skipped }: Totals): string =>
  `tests: ${passed} passed, ${failed} failed, ${skipped} skipped`;
