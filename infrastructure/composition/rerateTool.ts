import { rerateProgram } from '../../api/cli/rerate.js';
import { rerate } from '../../application/billing/rerate.js';
import { TOKENS } from './tokens.js';
import type { ContainerTool } from './tools.js';

/** Runs `rerate …` over these connections. @throws what the command says of a failure */
export const runRerateTool: ContainerTool = async (container, words, out) => {
  const program = rerateProgram({ rerate: rerate(container.get(TOKENS.eventStore), container.get(TOKENS.codec)), out });
  await program.parseAsync(words, { from: 'user' });
};
