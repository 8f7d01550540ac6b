import type { PlanHistory } from '../../domain/billing/plan/planHistory.js';
import type { PlanPrice } from '../../domain/billing/plan/planTerms.js';
import { aligned } from './aligned.js';

const HEADER = ['PLAN', 'ON SALE', 'VERSIONS', 'DRAFT', 'IN STRIPE', 'PRICES'];

const priceText = ({ interval, currency, baseAmount, seatAmount }: PlanPrice): string =>
  `${currency} ${baseAmount}+${seatAmount}/${interval}`;

/** Lines of a table with every plan; amounts in minor units, for the plan and for each seat beyond the included ones. */
export function planTable(plans: readonly PlanHistory[]): string[] {
  if (plans.length === 0) return ['There is no plan yet.'];
  const rows = plans.map(({ planId, version, versions, draft, retiredAt }) => {
    const sold = versions.find((each) => each.version === version);
    const onSale = retiredAt === null ? (version === null ? 'never' : `v${version}`) : `retired ${retiredAt}`;
    const stripe = sold ? (sold.synced ? 'yes' : 'not yet') : '';
    const prices = sold?.terms.prices.map(priceText).join(', ') ?? '';
    return [planId, onSale, String(versions.length), draft ? `v${draft.version}` : '', stripe, prices];
  });
  return aligned([HEADER, ...rows]);
}
