import { publishDefaultCatalogue } from '../../application/billing/publishDefaultCatalogue.js';
import { defaultCatalogue } from '../../domain/billing/plan/defaultCatalogue.js';
import { planDecider } from '../../domain/billing/plan/plan.decider.js';
import { planStream } from '../../domain/billing/streams.js';
import type { Progress } from './progress.js';
import type { Product } from './start.js';
import { TOKENS } from './tokens.js';

/** Where the projectors run elsewhere, or are far behind, the start does not wait for them. */
const SHOWN_WITHIN_MS = 10_000;
/** The simulator runs beside us and only has to get its turn; Stripe may be down, and then everything else works. */
const AT_SIMULATOR_WITHIN_MS = 60_000;
const AT_STRIPE_WITHIN_MS = 15_000;

/** Something to sell from the first start on, with the simulator and with Stripe alike: it can be bought before it is said to be there. */
export async function ensureCatalogue(product: Product, progress: Progress): Promise<void> {
  const { http, container } = product;
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
  if (!container.get(TOKENS.environment).PROCESSES.includes('reactor')) return;
  await progress.step('Plans at Stripe', async () => {
    const missing = await plansNotAtStripe(product);
    if (missing.length === 0) return;
    progress.line(
      `  Not at Stripe yet: ${missing.join(', ')}. Purchases are taken down and answered 202 until they are.`,
    );
  });
}

/** Which of the default plans Stripe still does not have after a bounded wait. */
async function plansNotAtStripe({ container, backends }: Product): Promise<readonly string[]> {
  const { currentState } = container.get(TOKENS.commandHandling);
  const progress = container.get(TOKENS.progress);
  const deadline = performance.now() + (backends.stripeSimulator ? AT_SIMULATOR_WITHIN_MS : AT_STRIPE_WITHIN_MS);
  for (;;) {
    // Before the plans are read, so that what is recorded meanwhile is not waited for.
    const seen = progress.reached('billing.plans');
    const missing: string[] = [];
    for (const planId of Object.keys(defaultCatalogue)) {
      const { current, retired, versions } = await currentState(planStream(planId), planDecider);
      if (current !== null && !retired && !versions[current]?.synced) missing.push(planId);
    }
    const left = deadline - performance.now();
    if (missing.length === 0 || left <= 0) return missing;
    await progress.waitFor('billing.plans', seen + 1n, left);
  }
}
