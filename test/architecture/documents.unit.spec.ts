import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { root } from './cruise.js';
import { projectFiles } from './sourceFiles.js';

const documents = projectFiles().filter(({ path }) => path.endsWith('.md'));
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));

const commandsIn = (text: string) =>
  [...text.matchAll(/npm run (?:--\S+ )*([a-z:]+(?:-[a-z]+)*)/g)].map(([, name = '']) => name);
const linksIn = (text: string) =>
  [...text.matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, link = '']) => link).filter((link) => !/^[a-z]+:/.test(link));

describe('the documents', () => {
  it('name only commands that there are', () => {
    const named = documents.flatMap(({ path, text }) => commandsIn(text).map((name) => ({ path, name })));
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter(({ name }) => !(name in scripts))).toEqual([]);
  });

  it('link only to files that there are', () => {
    const links = documents.flatMap(({ path, text }) => linksIn(text).map((link) => ({ path, link })));
    expect(links.length).toBeGreaterThan(5);
    expect(links.filter(({ path, link }) => !existsSync(join(root, dirname(path), link)))).toEqual([]);
  });

  it('and the scripts of package.json start only files that there are', () => {
    const started = Object.values(scripts).flatMap((script) => [...script.matchAll(/--import tsx (\S+)/g)]);
    expect(started.length).toBeGreaterThan(2);
    expect(started.map(([, file = '']) => file).filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  it('are read as they are written', () => {
    expect(commandsIn('`npm run --silent token -- owner` and npm run check:types')).toEqual(['token', 'check:types']);
    expect(linksIn('[a](docs/a.md#part) [b](https://example.com)')).toEqual(['docs/a.md']);
  });
});
