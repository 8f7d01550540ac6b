import { v7 } from 'uuid';
import { reconcileProgram } from '../../api/cli/reconcile.js';
import { noticesForOperators } from '../../projections/billing/stripeNotices/stripeNotices.query.js';
import { postgresCommands } from '../../projections/runtime/readModelCommands.js';
import { postgresProjectors } from './modules/projections.js';
import { recordedStreams } from './recordedStreams.js';
import { rowOrigins } from './rowOrigins.js';
import { TOKENS } from './tokens.js';
import type { ContainerTool } from './tools.js';

const MOST_OPEN = 1_000;

/** Runs `reconcile …` over these connections. @throws what the command says of a failure */
export const runReconcileTool: ContainerTool = async (container, words, out, signal) => {
  const dependencies = {
    pool: container.get(TOKENS.pool),
    eventStore: container.get(TOKENS.eventStore),
    feed: container.get(TOKENS.feed),
    leases: container.get(TOKENS.leases),
    logger: container.get(TOKENS.logger),
    signal,
  };
  const ofBilling = postgresProjectors.filter(({ name }) => name.startsWith('billing.'));
  const program = reconcileProgram({
    reconcile: container.get(TOKENS.reconcileBilling),
    compareUsage: container.get(TOKENS.compareReportedUsage),
    originsOf: rowOrigins(recordedStreams(dependencies.eventStore, container.get(TOKENS.codec))),
    readModels: ofBilling.map((projector) => postgresCommands(projector, dependencies)),
    rejectedUsage: async () =>
      (await noticesForOperators(container.get(TOKENS.platformQueries), MOST_OPEN)).filter(
        ({ kind }) => kind === 'rejectedUsage',
      ),
    runId: v7(),
    feed: dependencies.feed,
    out,
  });
  await program.parseAsync(words, { from: 'user' });
};
