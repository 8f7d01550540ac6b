import type { Container } from 'inversify';
import { projectionsProgram } from '../../api/cli/projections.js';
import { clickhouseCommands, postgresCommands } from '../../projections/runtime/readModelCommands.js';
import { clickhouseProjectors, postgresProjectors } from './modules/projections.js';
import { TOKENS } from './tokens.js';

export type ToolOutput = NodeJS.WritableStream & Readonly<{ isTTY?: boolean }>;

/** Runs `projections …` over these connections. @throws what the command says of a failure */
export async function runProjectionsTool(
  container: Container,
  words: readonly string[],
  out: ToolOutput,
  signal: AbortSignal,
): Promise<void> {
  const pool = container.get(TOKENS.pool);
  const eventStore = container.get(TOKENS.eventStore);
  const feed = container.get(TOKENS.feed);
  const dependencies = {
    pool,
    eventStore,
    feed,
    leases: container.get(TOKENS.leases),
    logger: container.get(TOKENS.logger),
    signal,
  };
  const clickHouse = container.get(TOKENS.clickHouse);
  const readModels = [
    ...postgresProjectors.map((projector) => postgresCommands(projector, dependencies)),
    ...clickhouseProjectors.map((projector) => clickhouseCommands(projector, { ...dependencies, clickHouse })),
  ];
  await projectionsProgram({ readModels, db: pool, eventStore, feed, out }).parseAsync(words, { from: 'user' });
}
