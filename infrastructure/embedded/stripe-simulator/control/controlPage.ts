import { readFile } from 'node:fs/promises';
import type { Page } from '../http/pages.js';
import type { Subject } from '../subject.js';

const served = [
  { path: '/', file: 'page.html', type: 'text/html' },
  { path: '/page.css', file: 'page.css', type: 'text/css' },
  { path: '/page.js', file: 'page.js', type: 'text/javascript' },
];

const pages = served.map(
  ({ path, file, type }): Page => ({
    method: 'GET',
    path,
    handle: async () => ({ file: await readFile(new URL(file, import.meta.url), 'utf8'), type }),
  }),
);

/** The page that shows and drives the simulator. */
export const controlPageSubject: Subject = { pages };
