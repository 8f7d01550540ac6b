import { v7 } from 'uuid';
import { usageProgram } from '../../api/cli/usage.js';
import { compareUsage } from '../../application/billing/compareUsage.js';
import { correctUsage } from '../../application/billing/correctUsage.js';
import { usageTotalsInClickhouse } from '../../projections/analytics/usageBatches/usageBatches.query.js';
import { usageTotalsInCounters } from '../../projections/billing/usageCounters/usageCounters.query.js';
import { stripeMeters } from '../stripe/stripeMeters.js';
import { TOKENS } from './tokens.js';
import type { ContainerTool } from './tools.js';

const nothing = { records: 0n, quantity: 0n, corrected: 0n };

/** Runs `usage …` over these connections. @throws what the command says of a failure */
export const runUsageTool: ContainerTool = async (container, words, out) => {
  const clock = container.get(TOKENS.clock);
  const platformQueries = container.get(TOKENS.platformQueries);
  const clickHouse = container.get(TOKENS.clickHouse);
  const commandId = v7();
  const program = usageProgram({
    compare: compareUsage(container.get(TOKENS.eventStore), stripeMeters(container.get(TOKENS.stripe)), {
      counters: (organizationId) => usageTotalsInCounters(platformQueries, organizationId),
      clickhouse: async (organizationId) =>
        (await usageTotalsInClickhouse(clickHouse, { organizationId }))[0] ?? nothing,
    }),
    correct: correctUsage(container.get(TOKENS.usageBooks), container.get(TOKENS.usageTermsOf), clock),
    contextFor: (organizationId, reason) => ({
      ...{ commandId, correlationId: commandId, causationId: commandId, organizationId, reason },
      actor: { kind: 'system', id: 'command-line' },
    }),
    now: clock.now,
    out,
  });
  await program.parseAsync(words, { from: 'user' });
};
