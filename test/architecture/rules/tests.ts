import ts from 'typescript';
import { dotted, type SourceRule, typescript, violationsIn } from '../sourceFiles.js';

const testFunctions = new Set(['it', 'test', 'describe', 'suite', 'bench']);
const evasions = new Set(['skip', 'only', 'todo', 'fails', 'skipIf', 'runIf']);
const random = new Set(['Math.random', 'crypto.randomUUID']);

const called = (node: ts.Expression): string => (ts.isIdentifier(node) ? node.text : '');

/** A test runs always, once, at no particular time and with no luck: it waits for a condition and never for a while. */
export const testsAreHonest: SourceRule = (files) =>
  typescript(files, 'test')
    .filter(({ path }) => !path.startsWith('test/bench/'))
    .flatMap((file) =>
      violationsIn(file, (node) => {
        if (ts.isPropertyAccessExpression(node) && evasions.has(node.name.text) && isOfTest(node.expression)) {
          return `.${node.name.text}`;
        }
        if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) && node.name.text === 'retry') return 'retry';
        if (ts.isCallExpression(node) && ['setTimeout', 'randomUUID'].includes(called(node.expression))) {
          return called(node.expression);
        }
        if (ts.isImportDeclaration(node) && importsSleep(node)) return 'setTimeout';
        if (ts.isNewExpression(node) && called(node.expression) === 'Date' && !node.arguments?.length)
          return 'new Date()';
        const access = dotted(node);
        return access !== undefined && random.has(access) ? access : undefined;
      }),
    );

const isOfTest = (node: ts.Expression): boolean =>
  (ts.isIdentifier(node) && testFunctions.has(node.text)) ||
  (ts.isPropertyAccessExpression(node) && isOfTest(node.expression));

const importsSleep = (node: ts.ImportDeclaration): boolean => {
  const names = node.importClause?.namedBindings;
  if (!names || !ts.isNamedImports(names)) return false;
  return names.elements.some(({ name, propertyName }) => (propertyName ?? name).text === 'setTimeout');
};

/** The suffix of a test file decides what it gets; without one it would never run. */
export const testFilesSayWhatTheyNeed: SourceRule = (files) =>
  typescript(files, 'test')
    .filter(({ path }) => /\.(spec|test)\.ts$/.test(path))
    .filter(({ path }) => !/\.(unit|int|nats|e2e|chromium)\.spec\.ts$/.test(path))
    .map(({ path }) => `${path}:1 has no suffix that a vitest project takes`);
