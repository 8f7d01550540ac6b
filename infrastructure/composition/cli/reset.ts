import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Command } from 'commander';
import { readEnvironment } from '../../config/environment.js';
import { postgresUser, reachableFolder } from '../../embedded/postgres/nativeFiles.js';
import { readRuntimeFile } from '../runtimeFile.js';
import { CliMistake, runCli } from './runCli.js';

/** Empties the data folder of the embedded services. */
runCli(async () => {
  const program = new Command('reset')
    .description('Deletes all data of the embedded services.')
    .option('--yes', 'do not ask')
    .parse();
  const { DATA_DIR } = readEnvironment(process.env);
  if (readRuntimeFile(DATA_DIR))
    throw new CliMistake('Objecta is running. Stop it first (Ctrl-C where it was started).');
  const postgres = reachableFolder(join(DATA_DIR, 'postgres'), postgresUser());
  const folders = [DATA_DIR, postgres].filter(existsSync);
  if (folders.length === 0) {
    process.stdout.write('There is nothing to delete.\n');
    return;
  }
  if (!program.opts<{ yes?: boolean }>().yes && !(await agreed(folders))) return;
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  process.stdout.write('Deleted. The next npm start begins anew, with demo data.\n');
});

async function agreed(folders: readonly string[]): Promise<boolean> {
  if (!process.stdin.isTTY) throw new CliMistake('This deletes all data. Say so: npm run reset -- --yes');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`Delete everything in ${folders.join(' and ')}? [y/N] `);
  terminal.close();
  return answer.trim().toLowerCase() === 'y';
}
