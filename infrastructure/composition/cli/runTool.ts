import { readEnvironment } from '../../config/environment.js';
import { isEmbedded, startBackends } from '../backends.js';
import { runInProduct } from '../controlSocket.js';
import { printedProgress } from '../progress.js';
import { readRuntimeFile } from '../runtimeFile.js';
import { connect } from '../start.js';
import { type ToolName, toolsOf } from '../tools.js';
import { CliMistake } from './runCli.js';

/**
 * Runs a tool inside the running product when that owns embedded services, else over connections of its own.
 * @throws CliMistake with what the tool failed with
 */
export async function runTool(name: ToolName, words: readonly string[]): Promise<void> {
  const environment = readEnvironment(process.env);
  const running = readRuntimeFile(environment.DATA_DIR) !== undefined;
  const command = [name, ...words];
  try {
    if (isEmbedded(environment) && running) await runInProduct(environment.DATA_DIR, command, process.stdout);
    else await runAlone();
  } catch (error) {
    throw new CliMistake(error instanceof Error ? error.message : String(error));
  }

  async function runAlone(): Promise<void> {
    const stop = new AbortController();
    process.once('SIGINT', () => stop.abort());
    const quiet = printedProgress(() => undefined);
    const backends = await startBackends(environment, quiet);
    const { container, release } = await connect(environment, backends);
    try {
      await toolsOf(container, stop.signal)(command, process.stdout);
    } finally {
      await release();
      await backends.stop();
    }
  }
}
