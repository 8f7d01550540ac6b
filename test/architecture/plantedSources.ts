import { decidersHaveNoDefault, domainIsPure, onlyTheKernelAppends } from './rules/domain.js';
import { readModelsAreWhole, useCasesAreNamedAsTheirFiles } from './rules/folders.js';
import { filesAreSmall, namesSaySomething, noBarrels, nothingIsLeftForLater } from './rules/names.js';
import { contextsAreKnown, sqlStaysInItsSchema } from './rules/sql.js';
import { rowsHaveOwners } from './rules/tenancy.js';
import { testFilesSayWhatTheyNeed, testsAreHonest } from './rules/tests.js';
import type { SourceRule } from './sourceFiles.js';

type Case = Readonly<{ rule: SourceRule; path: string; bad: readonly string[]; good: readonly string[] }>;

/** For each rule, texts of a file at `path` that break it, and texts that must not. */
export const plantedSources: Record<string, Case> = {
  'the domain is pure': {
    rule: domainIsPure,
    path: 'domain/billing/plan.ts',
    bad: [
      'const at = new Date();',
      'const at = new Date(0);',
      'const at = Date.now();',
      'const luck = Math.random();',
      'const id = crypto.randomUUID();',
      'const home = process.env.HOME;',
      'const wait = async () => { await undefined; };',
      'const bytes = Buffer.from([]);',
    ],
    good: [
      'const at = (now: Date) => now.toISOString();',
      "type Kind = 'process' | 'crypto';",
      'type A = { process: string };',
    ],
  },
  'rows have owners': {
    rule: rowsHaveOwners,
    path: 'projections/team/members/members.projector.ts',
    bad: ['postgresProjector<E, R>({})', "postgresProjector<E, R>({\n  shared: 'Nobody minds.',\n})"],
    good: ['clickhouseProjector({})'],
  },
  'deciders have no default': {
    rule: decidersHaveNoDefault,
    path: 'domain/billing/plan.decider.ts',
    bad: ['switch (type) { case 1: break; default: break; }'],
    good: ["switch (type) { case 'default': break; }"],
  },
  'only the kernel appends': {
    rule: onlyTheKernelAppends,
    path: 'application/billing/changePlan.ts',
    bad: ["eventStore.append('plan-1', [], 'any');", "client.appendToStream('plan-1', []);"],
    good: ['list.append(1);'],
  },
  'names say something': {
    rule: namesSaySomething,
    path: 'application/utils/dates.ts',
    bad: [''],
    good: [],
  },
  'there are no barrels': {
    rule: noBarrels,
    path: 'domain/billing/everything.ts',
    bad: ["export * from './plan.js';", "export { a } from './a.js';\nexport type { B } from './b.js';"],
    good: ["export * from './plan.js';\nexport const one = 1;", "export { sql } from 'slonik';", ''],
  },
  'files are small': {
    rule: filesAreSmall,
    path: 'domain/billing/long.ts',
    bad: ['line;\n'.repeat(201)],
    good: ['line;\n'.repeat(200)],
  },
  'nothing is left for later': {
    rule: nothingIsLeftForLater,
    path: 'api/http/server.ts',
    bad: ['// TODO more', '/* FIXME */'],
    good: ['const todo = 1;'],
  },
  'tests are honest': {
    rule: testsAreHonest,
    path: 'test/domain/plan.unit.spec.ts',
    bad: [
      "it.skip('is left out', () => {});",
      "describe.only('alone', () => {});",
      "it.todo('later');",
      "it.concurrent.skip('too', () => {});",
      "it('again', { retry: 2 }, () => {});",
      'setTimeout(() => {}, 1);',
      "import { setTimeout as delay } from 'node:timers/promises';",
      'const luck = Math.random();',
      'const id = randomUUID();',
      'const at = new Date();',
    ],
    good: ["it('skips nothing', () => {});", "const at = new Date('2026-01-01');", "const text = 'it.skip(…)';"],
  },
  'test files say what they need': {
    rule: testFilesSayWhatTheyNeed,
    path: 'test/domain/plan.spec.ts',
    bad: [''],
    good: [],
  },
  'use cases are named as their files': {
    rule: useCasesAreNamedAsTheirFiles,
    path: 'application/billing/changePlan.ts',
    bad: ['export const changeSeats = () => 1;', 'export const changePlan = 1, other = 2;', 'export type A = 1;'],
    good: ['export type A = 1;\nexport const changePlan = () => 1;', 'export function changePlan() {}'],
  },
  'read models are whole': {
    rule: readModelsAreWhole,
    path: 'projections/billing/plans/plans.projector.ts',
    bad: [''],
    good: [],
  },
  'SQL stays in its schema': {
    rule: sqlStaysInItsSchema,
    path: 'projections/billing/plans/plans.query.ts',
    bad: [
      'sql.type(row)`SELECT * FROM billing.plans JOIN team.members USING (organization_id)`;',
      "sql.typeAlias('void')`UPDATE team.members SET name = $1`;",
      "pool.query('SELECT 1 FROM platform.checkpoints');",
      'const text = `WITH a AS (SELECT * FROM billing.plans) SELECT * FROM a, team.members m`;',
      'const text = `DELETE FROM "team"."members"`;',
    ],
    good: [
      'sql.type(row)`SELECT p.* FROM billing.plans p JOIN billing.prices ON billing.prices.plan_id = p.plan_id`;',
      "const words = 'we learned it from team.members';",
      'sql.fragment`SELECT 1 FROM information_schema.tables -- FROM team.members`;',
    ],
  },
  'contexts are known': {
    rule: contextsAreKnown,
    path: 'projections/warehouse/stock/stock.query.ts',
    bad: [''],
    good: [],
  },
};
