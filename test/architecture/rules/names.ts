import ts from 'typescript';
import { type SourceRule, statementsOf, typescript } from '../sourceFiles.js';

const empty = new Set(['utils', 'util', 'common', 'helpers', 'helper', 'misc', 'shared', 'index']);

/** Names that say nothing collect everything. */
export const namesSaySomething: SourceRule = (files) =>
  files
    .filter(({ path }) => path.endsWith('.ts'))
    .flatMap(({ path }) => {
      const words = path.split('/').flatMap((part) => part.split('.')[0] ?? []);
      return words.filter((word) => empty.has(word)).map((word) => `${path}:1 is named ${word}`);
    });

const reExports = (node: ts.Statement): boolean =>
  ts.isExportDeclaration(node) &&
  !!node.moduleSpecifier &&
  ts.isStringLiteral(node.moduleSpecifier) &&
  node.moduleSpecifier.text.startsWith('.');

/** A file that only passes on what other files of ours export hides where things are. */
export const noBarrels: SourceRule = (files) =>
  files
    .filter(({ path }) => path.endsWith('.ts'))
    .filter((file) => {
      const statements = statementsOf(file);
      return statements.length > 0 && statements.every(reExports);
    })
    .map(({ path }) => `${path}:1 only re-exports`);

const LONGEST = 200;

/** A file has one purpose; one that needs more lines has two. */
export const filesAreSmall: SourceRule = (files) =>
  files
    .filter(({ path }) => path.endsWith('.ts'))
    .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > LONGEST)
    .map(({ path, lines }) => `${path}:${lines} is longer than ${LONGEST} lines`);

/** Nothing is left for later in the source. */
export const nothingIsLeftForLater: SourceRule = (files) =>
  typescript(files, 'domain', 'application', 'infrastructure', 'projections', 'api').flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, at) => (/\b(TODO|FIXME|XXX|HACK)\b/.test(line) ? [`${path}:${at + 1} ${line.trim()}`] : [])),
  );
