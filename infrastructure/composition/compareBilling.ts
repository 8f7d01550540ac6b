import type { Container } from 'inversify';
import { Gauge } from 'prom-client';
import { v7 } from 'uuid';
import { TOKENS } from './tokens.js';

const kinds = ['subscription', 'invoice', 'paymentMethod', 'customer', 'usage'] as const;

/**
 * Makes the comparison of billing with Stripe that only looks: what differs is logged and counted in `objecta_billing_drift`;
 * `npm run reconcile` tells more and puts it right.
 */
export function compareBilling(container: Container): (signal: AbortSignal) => Promise<void> {
  const reconcile = container.get(TOKENS.reconcileBilling);
  const compareUsage = container.get(TOKENS.compareReportedUsage);
  const logger = container.get(TOKENS.logger);
  const drift = new Gauge({
    name: 'objecta_billing_drift',
    help: "Objects of billing that differed from Stripe's at the last nightly comparison",
    labelNames: ['kind'],
    registers: [container.get(TOKENS.metrics)],
  });

  return async (signal) => {
    const counts = new Map<string, number>(kinds.map((kind) => [kind, 0]));
    for (const drifts of [reconcile(v7(), { repair: false }), compareUsage()]) {
      for await (const { kind, id, organizationId, fields, repair } of drifts) {
        if (signal.aborted) return;
        counts.set(kind, (counts.get(kind) ?? 0) + 1);
        const names = fields.map(({ field }) => field);
        logger.warn({ kind, id, organizationId, fields: names, repair }, 'billing differs from Stripe');
      }
    }
    for (const [kind, count] of counts) drift.set({ kind }, count);
  };
}
