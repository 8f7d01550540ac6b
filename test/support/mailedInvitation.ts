import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { until } from './until.js';

/** The token of the invitation in a mail to an address, once there is one in the inbox of a product's data folder. */
export async function mailedInvitation(dataDir: string, to: string): Promise<string> {
  const folder = join(dataDir, 'inbox');
  let token: string | undefined;
  await until(async () => {
    for (const file of readdirSync(folder).filter((each) => each.endsWith('.eml'))) {
      const { text = '', to: recipients } = await simpleParser(readFileSync(join(folder, file)));
      const found = /invitations#([\w.~-]+)/.exec(text)?.[1];
      if (found && JSON.stringify(recipients).includes(to)) token = found;
    }
    return token !== undefined;
  });
  return String(token);
}
