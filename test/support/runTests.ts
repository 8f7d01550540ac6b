import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProject } from './runProject.js';
import { testProjects } from './testProjects.js';
import { type ProjectRun, problemsOf, sum, totalsLine } from './testTotals.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const ci = process.env.CI === 'true';
const say = (line: string) => process.stdout.write(`${line}\n`);

const runs: ProjectRun[] = [];
const missing: string[] = [];
for (const { name, missing: why } of testProjects(root, process.env)) {
  if (why === undefined) {
    say(`\n== ${name} tests ==`);
    runs.push(await runProject(name, root));
  } else {
    missing.push(why);
  }
}

const problems = [...problemsOf(runs, { ci }), ...(ci ? missing : [])];
say('');
for (const why of missing) say(why);
for (const problem of problems) if (!missing.includes(problem)) say(`FAILED ${problem}`);
for (const failure of runs.flatMap(({ failures }) => failures ?? [])) say(`FAILED ${failure}`);
if (ci && missing.length > 0) say('FAILED with CI=true every test has to run');
say(totalsLine(sum(runs.flatMap(({ totals }) => totals ?? []))));
process.exitCode = problems.length === 0 ? 0 : 1;
