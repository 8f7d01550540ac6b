import { expect, it } from 'vitest';
import { StatementNames } from '../../../infrastructure/postgres/statementNames.js';

it('names a statement the same each time, and another one otherwise', () => {
  const names = new StatementNames();
  expect(names.of('SELECT 1')).toBe(names.of('SELECT 1'));
  expect(names.of('SELECT 2')).not.toBe(names.of('SELECT 1'));
});

it('leaves statements without a name that are too many to keep, and goes on naming those it knows', () => {
  const names = new StatementNames();
  const first = names.of('SELECT 0');
  const given = new Set(Array.from({ length: 1_000 }, (_, n) => names.of(`SELECT ${n}`)));
  expect(given.has(undefined)).toBe(true);
  expect(given.size).toBe(301);
  expect(names.of('SELECT 0')).toBe(first);
});

it('gives no name again after all were renewed', () => {
  const names = new StatementNames();
  const before = names.of('SELECT 1');
  names.renew();
  expect(names.of('SELECT 2')).not.toBe(before);
  expect(names.of('SELECT 1')).not.toBe(before);
});
