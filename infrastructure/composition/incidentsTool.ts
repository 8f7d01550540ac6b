import { v7 } from 'uuid';
import { incidentsProgram } from '../../api/cli/incidents.js';
import { resolveStripeNotice } from '../../application/billing/resolveStripeNotice.js';
import { noticesForOperators } from '../../projections/billing/stripeNotices/stripeNotices.query.js';
import { TOKENS } from './tokens.js';
import type { ContainerTool } from './tools.js';

const MOST_SHOWN = 200;

/** Runs `incidents …` over these connections. @throws what the command says of a failure */
export const runIncidentsTool: ContainerTool = async (container, words, out) => {
  const { handleCommand } = container.get(TOKENS.commandHandling);
  const runId = v7();
  const program = incidentsProgram({
    openIncidents: () => noticesForOperators(container.get(TOKENS.platformQueries), MOST_SHOWN),
    resolve: resolveStripeNotice(handleCommand, container.get(TOKENS.clock)),
    context: {
      commandId: runId,
      correlationId: runId,
      causationId: runId,
      organizationId: null,
      actor: { kind: 'system', id: 'incidents' },
    },
    out,
  });
  await program.parseAsync(words, { from: 'user' });
};
