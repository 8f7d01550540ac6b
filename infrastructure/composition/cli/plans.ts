import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { CliMistake, runCli } from './runCli.js';
import { runTool } from './runTool.js';

const TAKE_A_FILE = new Set(['draft', 'revise']);
const STANDARD_INPUT = 0;

/** The terms are read here, where the person is, since the product may run in another folder. */
function withTerms(words: readonly string[]): readonly string[] {
  const [command = '', planId, file, ...rest] = words;
  if (!TAKE_A_FILE.has(command) || planId === undefined || file === undefined) return words;
  try {
    return [command, planId, readFileSync(file === '-' ? STANDARD_INPUT : file, 'utf8'), ...rest];
  } catch (error) {
    throw new CliMistake(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** `plans list | show | draft | revise | discard | publish | retire`. */
runCli(async () => runTool('plans', withTerms(process.argv.slice(2))));
