import ts from 'typescript';
import { type SourceFile, type SourceRule, statementsOf, typescript } from '../sourceFiles.js';

const shared = new Set(['ports', 'events', 'reactions']);

const isExported = (node: ts.Statement): boolean =>
  ts.canHaveModifiers(node) && !!ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

/** Names of the functions and constants a file exports; classes, types and interfaces aside. */
const exportedValues = (file: SourceFile): string[] =>
  statementsOf(file)
    .filter(isExported)
    .flatMap((node) => {
      if (ts.isFunctionDeclaration(node)) return [node.name?.text ?? ''];
      if (!ts.isVariableStatement(node)) return [];
      return node.declarationList.declarations.map(({ name }) => (ts.isIdentifier(name) ? name.text : ''));
    });

/** Listing `application/<context>` prints what the product can do: one use case a file, named as the file. */
export const useCasesAreNamedAsTheirFiles: SourceRule = (files) =>
  typescript(files, 'application').flatMap((file) => {
    const [, context = '', ...rest] = file.path.split('/');
    if (rest.length === 0 || shared.has(context)) return [];
    const name = (rest.at(-1) ?? '').replace(/\.ts$/, '');
    const exported = exportedValues(file);
    if (exported.length === 1 && exported[0] === name) return [];
    return [`${file.path}:1 exports ${exported.join(', ') || 'no function'} and should export ${name} alone`];
  });

const parts = ['.table.sql', '.projector.ts', '.query.ts'];

/** A read model's table, writer and reader share a folder and a name. */
export const readModelsAreWhole: SourceRule = (files) => {
  const paths = new Set(files.map(({ path }) => path));
  const folders = new Set(
    [...paths].flatMap((path) => /^projections\/(?!runtime\/)[^/]+\/[^/]+(?=\/)/.exec(path)?.[0] ?? []),
  );
  return [...folders].flatMap((folder) => {
    const name = folder.split('/').at(-1) ?? '';
    const missing = parts.filter((part) => !paths.has(`${folder}/${name}${part}`));
    return missing.map((part) => `${folder}:1 lacks ${name}${part}`);
  });
};
