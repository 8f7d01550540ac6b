import { readEnvironment } from '../../config/environment.js';
import { type Runtime, readRuntimeFile } from '../runtimeFile.js';

/** What a person did wrong or has to do first; shown as it is, without a stack. */
export class CliMistake extends Error {
  override readonly name = 'CliMistake';
}

/** Runs a command: mistakes are told in a sentence, anything else with its stack; both exit with 1. */
export function runCli(command: () => Promise<void>): void {
  command().catch((error: unknown) => {
    const mistake = error instanceof CliMistake || (error instanceof Error && error.name === 'ConfigurationError');
    process.stderr.write(`${mistake ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  });
}

/** The running product, as it said of itself. @throws CliMistake when it does not run here */
export function runningProduct(): Runtime {
  const { DATA_DIR } = readEnvironment(process.env);
  const runtime = readRuntimeFile(DATA_DIR);
  if (!runtime) throw new CliMistake(`Objecta does not run from ${DATA_DIR}. Start it first: npm start`);
  return runtime;
}
