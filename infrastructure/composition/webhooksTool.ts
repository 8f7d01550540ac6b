import { v7 } from 'uuid';
import { webhooksProgram } from '../../api/cli/webhooks.js';
import { stripeEndpoints } from '../stripe/stripeEndpoints.js';
import { TOKENS } from './tokens.js';
import type { ContainerTool } from './tools.js';

/** Runs `webhooks …` over these connections. @throws what the command says of a failure */
export const runWebhooksTool: ContainerTool = async (container, words, out) => {
  const program = webhooksProgram({
    parked: container.get(TOKENS.parkedWebhooks),
    endpoints: stripeEndpoints(container.get(TOKENS.stripe)),
    sweep: container.get(TOKENS.sweepStripeEvents),
    runId: v7(),
    out,
  });
  await program.parseAsync(words, { from: 'user' });
};
