import { publishDefaultCatalogue } from '../../application/billing/publishDefaultCatalogue.js';
import type { Progress } from './progress.js';
import type { Product } from './start.js';
import { TOKENS } from './tokens.js';

/** Where the projectors run elsewhere, or are far behind, the start does not wait for them. */
const SHOWN_WITHIN_MS = 10_000;

/** Something to sell from the first start on, with the simulator and with Stripe alike: shown before it is said to be there. */
export async function ensureCatalogue({ http, container }: Product, progress: Progress): Promise<void> {
  if (!http) return;
  const publish = publishDefaultCatalogue(
    container.get(TOKENS.commandHandling),
    container.get(TOKENS.eventStore),
    container.get(TOKENS.clock),
  );
  await progress.step('Plan catalogue', async () => {
    const position = await publish();
    if (position !== null) await container.get(TOKENS.progress).waitFor('billing.plans', position, SHOWN_WITHIN_MS);
  });
}
