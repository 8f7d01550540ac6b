import { describe, expect, it } from 'vitest';
import { failuresOf, problemsOf, sum, totalsLine, totalsOf } from './testTotals.js';

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((test) => ({ status: test })),
});
const run = (passed: number, failed: number, skipped: number, exitCode = failed > 0 ? 1 : 0) => ({
  project: 'unit',
  exitCode,
  totals: { passed, failed, skipped },
});

describe('the totals of a run', () => {
  it('count what passed, failed and did not run', () => {
    const report = { testResults: [file('passed', 'passed', 'skipped', 'todo'), file('failed', 'failed', 'passed')] };
    expect(totalsOf(report)).toEqual({ passed: 2, failed: 1, skipped: 2 });
  });

  it('count a file that could not be loaded as a failure', () => {
    expect(totalsOf({ testResults: [file('failed')] })).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('come with the name of each failure and the first line of why', () => {
    const failed = { status: 'failed', fullName: 'an invoice is paid', failureMessages: ['expected 1\nat line 3'] };
    const report = {
      testResults: [
        { name: 'a.spec.ts', status: 'failed', assertionResults: [failed, { status: 'passed', fullName: 'else' }] },
        { name: 'b.spec.ts', status: 'failed', assertionResults: [] },
      ],
    };
    expect(failuresOf(report)).toEqual([
      'a.spec.ts: an invoice is paid: expected 1',
      'b.spec.ts: the file failed outside of its tests',
    ]);
  });

  it('end up in one line over all projects', () => {
    const all = [run(3, 0, 1), run(2, 1, 0)].map(({ totals }) => totals);
    expect(totalsLine(sum(all))).toBe('tests: 5 passed, 1 failed, 1 skipped');
  });
});

describe('a run', () => {
  const problems = (...args: Parameters<typeof run>) => problemsOf([run(...args)], { ci: false });

  it('is a success when every test passed', () => expect(problems(4, 0, 0)).toEqual([]));
  it('is not when one failed', () => expect(problems(4, 1, 0)).toEqual(['unit: 1 failed']));
  it('is not when there was no test', () => expect(problems(0, 0, 0)).toEqual(['unit: there is no test']));

  it('is not when vitest failed for another reason, such as an unhandled rejection', () => {
    expect(problems(4, 0, 0, 1)).toEqual(['unit: vitest ended with exit code 1 although no test failed']);
  });

  it('is not when vitest left no report', () => {
    expect(problemsOf([{ project: 'int', exitCode: 134, totals: undefined }], { ci: false })).toEqual([
      'int: vitest crashed (exit code 134) and left no report',
    ]);
  });

  it('accepts a skipped test, except in CI', () => {
    expect(problems(4, 0, 1)).toEqual([]);
    expect(problemsOf([run(4, 0, 1)], { ci: true })).toEqual(['unit: 1 skipped, which CI does not accept']);
  });
});
