import ts from 'typescript';
import { dotted, type SourceRule, typescript, violationsIn } from '../sourceFiles.js';

const outside = new Set([
  'process',
  'crypto',
  'performance',
  'globalThis',
  'fetch',
  'setTimeout',
  'setInterval',
  'Buffer',
]);

/** Time, ids and outside facts come in with the command: `domain/` reads no clock, draws no number and waits for nothing. */
export const domainIsPure: SourceRule = (files) =>
  typescript(files, 'domain').flatMap((file) =>
    violationsIn(file, (node) => {
      if (ts.isNewExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'Date')
        return 'new Date';
      if (ts.isAwaitExpression(node)) return 'await';
      const access = dotted(node);
      if (access === 'Date.now' || access === 'Math.random') return access;
      if (ts.isIdentifier(node) && outside.has(node.text) && !isName(node)) return node.text;
      return undefined;
    }),
  );

/** Whether an identifier only names a property, parameter or type member, and so reaches nothing. */
const isName = (node: ts.Identifier): boolean =>
  (ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) ||
  ts.isPropertySignature(node.parent) ||
  ts.isPropertyAssignment(node.parent) ||
  ts.isLiteralTypeNode(node.parent);

/** Without `default` the compiler sees every event and every command that nobody handles. */
export const decidersHaveNoDefault: SourceRule = (files) =>
  typescript(files, 'domain')
    .filter(({ path }) => path.endsWith('.decider.ts'))
    .flatMap((file) => violationsIn(file, (node) => (ts.isDefaultClause(node) ? 'default in a decider' : undefined)));

/** One function appends. */
export const onlyTheKernelAppends: SourceRule = (files) =>
  typescript(files, 'domain', 'application', 'projections', 'api', 'infrastructure')
    .filter(({ path }) => path !== 'application/handleCommand.ts' && !path.startsWith('infrastructure/eventstore/'))
    .flatMap((file) =>
      violationsIn(file, (node) => {
        const access = ts.isCallExpression(node) ? dotted(node.expression) : undefined;
        return access === 'eventStore.append' || access?.endsWith('.appendToStream') ? `calls ${access}` : undefined;
      }),
    );
