import type { Product } from './product.js';
import { runTool } from './productTool.js';
import { until } from './until.js';

/** Resolves once the plans of a first start are at Stripe: what is asked before then is answered 202 on a slow machine. */
export async function plansAtStripe(product: Product): Promise<void> {
  await until(async () => {
    const { printed } = await runTool(product, 'plans', 'list');
    return printed.includes('enterprise') && !printed.includes('not yet');
  });
}
