import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from './cruise.js';

/** A file of the project: its path from the root, with slashes, and what it says. */
export type SourceFile = Readonly<{ path: string; text: string }>;

/** A rule over a whole tree of files: every violation as `path:line what is wrong`. */
export type SourceRule = (files: readonly SourceFile[]) => string[];

/** Every file of the project that git knows or would take. */
export function projectFiles(): SourceFile[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: root });
  const paths = listed.toString('utf8').split('\0').filter(Boolean);
  return paths
    .filter((path) => /\.(ts|cjs|mjs|sql|json|md|yml)$/.test(path) && existsSync(join(root, path)))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** TypeScript files below one of the folders. */
export const typescript = (files: readonly SourceFile[], ...folders: string[]): SourceFile[] =>
  files.filter(({ path }) => path.endsWith('.ts') && folders.some((folder) => path.startsWith(`${folder}/`)));

/** Goes through the syntax of a file; what `see` says about a node is a violation at that node's line. */
export function violationsIn(file: SourceFile, see: (node: ts.Node) => string | undefined): string[] {
  const tree = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const wrong = see(node);
    if (wrong) found.push(`${file.path}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${wrong}`);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** The statements of a file. */
export const statementsOf = (file: SourceFile): readonly ts.Statement[] =>
  ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true).statements;

/** `a.b` as text when the node is such an access or call of names, else undefined. */
export const dotted = (node: ts.Node): string | undefined =>
  ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)
    ? `${node.expression.text}.${node.name.text}`
    : undefined;
