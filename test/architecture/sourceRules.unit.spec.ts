import { describe, expect, it } from 'vitest';
import { plantedSources } from './plantedSources.js';
import { readModelsAreWhole } from './rules/folders.js';
import { sqlStaysInItsSchema } from './rules/sql.js';
import { projectFiles } from './sourceFiles.js';

const project = projectFiles();
const titled = (texts: readonly string[]) => texts.map((text) => [text.slice(0, 60).split('\n')[0], text] as const);

describe.each(Object.entries(plantedSources))('%s', (_name, { rule, path, bad, good }) => {
  it('holds in the product', () => expect(rule(project)).toEqual([]));
  it.each(titled(bad))('and sees: %s', (_title, text) => expect(rule([{ path, text }])).not.toEqual([]));
  it.each(titled(good))('and lets through: %s', (_title, text) => expect(rule([{ path, text }])).toEqual([]));
});

it('a violation is told with its file and line', () => {
  const broken = plantedSources['the domain is pure']?.rule([
    { path: 'domain/a.ts', text: '\nconst at = Date.now();' },
  ]);
  expect(broken).toEqual(['domain/a.ts:2 Date.now']);
});

it('a read model with its three parts is whole', () => {
  const parts = ['plans.table.sql', 'plans.projector.ts', 'plans.query.ts'];
  expect(readModelsAreWhole(parts.map((part) => ({ path: `projections/billing/plans/${part}`, text: '' })))).toEqual(
    [],
  );
});

it('SQL files are read too', () => {
  const text = 'CREATE TABLE {{table}} (id text REFERENCES team.members);';
  expect(sqlStaysInItsSchema([{ path: 'projections/billing/plans/plans.table.sql', text }])).toHaveLength(1);
});
