import ts from 'typescript';
import { type SourceFile, type SourceRule, violationsIn } from '../sourceFiles.js';

/** Every schema of the product: one for each context, and those of what runs them all. */
const contexts = ['admin', 'analytics', 'billing', 'identity', 'notifications', 'support', 'team'];
const platform = ['platform', 'projections', 'reactions', 'personal_data'];
const log = ['event_log'];

const statement = /^\s*(--.*\n\s*)*(SELECT|INSERT|UPDATE|DELETE|WITH|CREATE|ALTER|DROP|TRUNCATE|LOCK|COPY|MERGE)\b/i;
const qualified = new RegExp(`(?<![\\w.'])"?(${[...contexts, ...platform, ...log].join('|')})"?\\."?[a-z_{]`, 'gi');

/** The schemas a folder's SQL may name. */
function ownSchemas(path: string): string[] {
  if (path.startsWith('infrastructure/embedded/eventstore-node/')) return log;
  const context = /^(?:projections|application|api\/http)\/([^/]+)\//.exec(path)?.[1] ?? '';
  return contexts.includes(context) ? [context] : platform;
}

const foreignSchemas = (sql: string, own: readonly string[]): string[] => {
  const named = [...sql.replace(/--.*|\/\*[\s\S]*?\*\//g, '').matchAll(qualified)];
  return [...new Set(named.map(([, schema = '']) => schema.toLowerCase()))].filter((schema) => !own.includes(schema));
};

/** The text of a string or template literal, its expressions left out; undefined for other nodes. */
function literalText(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('?');
}

function foreignIn(file: SourceFile, own: readonly string[]): string[] {
  const complaint = (schemas: string[]) => `names the schema of another context: ${schemas.join(', ')}`;
  if (file.path.endsWith('.sql')) {
    const foreign = foreignSchemas(file.text, own);
    return foreign.length > 0 ? [`${file.path}:1 ${complaint(foreign)}`] : [];
  }
  return violationsIn(file, (node) => {
    const text = literalText(node);
    const isSql = text !== undefined && (statement.test(text) || ts.isTaggedTemplateExpression(node.parent));
    const foreign = isSql ? foreignSchemas(text, own) : [];
    return foreign.length > 0 ? complaint(foreign) : undefined;
  });
}

/** A context owns its schema; SQL that names another context's would tie the two together behind the imports' back. */
export const sqlStaysInItsSchema: SourceRule = (files) =>
  files
    .filter(({ path }) => /\.(ts|sql)$/.test(path) && !path.startsWith('test/'))
    .flatMap((file) => foreignIn(file, ownSchemas(file.path)));

/** The rule above knows schemas by name: a context's folder has to be one of them. */
export const contextsAreKnown: SourceRule = (files) => {
  const found = files.flatMap(({ path }) => /^(?:domain|projections)\/([^/]+)\//.exec(path)?.[1] ?? []);
  const unknown = [...new Set(found)].filter((context) => context !== 'runtime' && !contexts.includes(context));
  return unknown.map((context) => `${context} is a context whose schema no rule knows`);
};
