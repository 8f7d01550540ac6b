import { readFileSync } from 'node:fs';

/** The text of `<name>.table.sql` beside the module that asks. */
export const tableSql = (moduleUrl: string, name: string): string =>
  readFileSync(new URL(`./${name}.table.sql`, moduleUrl), 'utf8');
