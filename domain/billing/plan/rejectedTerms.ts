import { isChargeable } from '../../currencyDecimals.js';
import { isCurrency } from './currencies.js';
import type { OverageTier, PlanMeter, PlanPrice, PlanTerms } from './planTerms.js';

/** Every way the terms of a plan can be wrong. */
export type PlanTermsRejection =
  | 'PLAN_NAME_INVALID'
  | 'PLAN_DESCRIPTION_TOO_LONG'
  | 'PLAN_WITHOUT_PRICE'
  | 'PLAN_INTERVAL_UNKNOWN'
  | 'PLAN_CURRENCY_UNKNOWN'
  | 'PLAN_PRICE_REPEATED'
  | 'PLAN_AMOUNT_INVALID'
  | 'PLAN_SEATS_INVALID'
  | 'PLAN_METER_NAME_INVALID'
  | 'PLAN_METER_REPEATED'
  | 'PLAN_INCLUDED_QUANTITY_INVALID'
  | 'PLAN_HARD_LIMIT_WITH_OVERAGE'
  | 'PLAN_OVERAGE_CURRENCIES_DIFFER'
  | 'PLAN_TIERS_NOT_ASCENDING'
  | 'PLAN_LAST_TIER_NOT_OPEN'
  | 'PLAN_UNIT_AMOUNT_INVALID'
  | 'PLAN_FEATURE_NAME_INVALID'
  | 'PLAN_FEATURE_REPEATED'
  | 'PLAN_TRIAL_DAYS_INVALID';

/** Stripe's limits: eight digits for an amount (docs.stripe.com/currencies), two years for a trial. */
const MOST_MINOR_UNITS = 99_999_999;
const LONGEST_TRIAL_DAYS = 730;
const LONGEST_NAME = 80;
const LONGEST_DESCRIPTION = 500;
const MOST_SEATS = 1_000_000;
const MOST_UNITS = 1_000_000_000_000;
const MOST_TIERS = 20;

const nameShape = /^[a-z][a-z0-9_]{0,39}$/;
/** Up to eight digits before the point and twelve after it, as Stripe's `unit_amount_decimal` takes. */
const decimalShape = /^(0|[1-9]\d{0,7})(\.\d{1,12})?$/;

/** The first thing wrong with the terms of a plan, null when they can be sold. */
export function rejectedTerms(terms: PlanTerms): PlanTermsRejection | null {
  const { name, description, prices, meters, features, trialDays } = terms;
  if (name.trim() === '' || name.length > LONGEST_NAME) return 'PLAN_NAME_INVALID';
  if (description.length > LONGEST_DESCRIPTION) return 'PLAN_DESCRIPTION_TOO_LONG';
  const rejection = rejectedPrices(prices) ?? rejectedSeats(terms) ?? rejectedMeters(meters, currenciesOf(prices));
  if (rejection) return rejection;
  if (!features.every((feature) => nameShape.test(feature))) return 'PLAN_FEATURE_NAME_INVALID';
  if (hasRepeated(features)) return 'PLAN_FEATURE_REPEATED';
  return isWhole(trialDays, LONGEST_TRIAL_DAYS) ? null : 'PLAN_TRIAL_DAYS_INVALID';
}

const isWhole = (value: number, most: number): boolean => Number.isSafeInteger(value) && value >= 0 && value <= most;
const hasRepeated = (values: readonly string[]): boolean => new Set(values).size !== values.length;
const currenciesOf = (prices: readonly PlanPrice[]): ReadonlySet<string> =>
  new Set(prices.map(({ currency }) => currency));

function rejectedPrices(prices: readonly PlanPrice[]): PlanTermsRejection | null {
  if (prices.length === 0) return 'PLAN_WITHOUT_PRICE';
  for (const { interval, currency, baseAmount, seatAmount } of prices) {
    if (interval !== 'month' && interval !== 'year') return 'PLAN_INTERVAL_UNKNOWN';
    if (!isCurrency(currency)) return 'PLAN_CURRENCY_UNKNOWN';
    for (const amount of [baseAmount, seatAmount])
      if (!isWhole(amount, MOST_MINOR_UNITS) || !isChargeable(amount, currency)) return 'PLAN_AMOUNT_INVALID';
  }
  return hasRepeated(prices.map(({ interval, currency }) => `${interval} ${currency}`)) ? 'PLAN_PRICE_REPEATED' : null;
}

/** At least one seat is included, and the most is no less than that. */
function rejectedSeats({ includedSeats, maxSeats }: PlanTerms): PlanTermsRejection | null {
  if (!isWhole(includedSeats, MOST_SEATS) || includedSeats < 1) return 'PLAN_SEATS_INVALID';
  if (maxSeats === null) return null;
  return isWhole(maxSeats, MOST_SEATS) && maxSeats >= includedSeats ? null : 'PLAN_SEATS_INVALID';
}

function rejectedMeters(meters: readonly PlanMeter[], currencies: ReadonlySet<string>): PlanTermsRejection | null {
  for (const meter of meters) {
    if (!nameShape.test(meter.meter)) return 'PLAN_METER_NAME_INVALID';
    if (!isWhole(meter.included, MOST_UNITS)) return 'PLAN_INCLUDED_QUANTITY_INVALID';
    const rejection = rejectedOverage(meter, currencies);
    if (rejection) return rejection;
  }
  return hasRepeated(meters.map(({ meter }) => meter)) ? 'PLAN_METER_REPEATED' : null;
}

/** A soft meter has a price for overage in every currency of the plan and in no other; a hard one has none. */
function rejectedOverage({ limit, overage }: PlanMeter, currencies: ReadonlySet<string>): PlanTermsRejection | null {
  const priced = Object.keys(overage);
  if (limit === 'hard') return priced.length > 0 ? 'PLAN_HARD_LIMIT_WITH_OVERAGE' : null;
  if (priced.length !== currencies.size || !priced.every((currency) => currencies.has(currency)))
    return 'PLAN_OVERAGE_CURRENCIES_DIFFER';
  for (const tiers of Object.values(overage)) {
    const rejection = rejectedTiers(tiers);
    if (rejection) return rejection;
  }
  return null;
}

/** Tiers ascend, and only the last is open. */
function rejectedTiers(tiers: readonly OverageTier[]): PlanTermsRejection | null {
  if (tiers.length > MOST_TIERS || tiers.at(-1)?.upTo !== null) return 'PLAN_LAST_TIER_NOT_OPEN';
  let below = 0;
  for (const { upTo } of tiers.slice(0, -1)) {
    if (upTo === null || !isWhole(upTo, MOST_UNITS) || upTo <= below) return 'PLAN_TIERS_NOT_ASCENDING';
    below = upTo;
  }
  return tiers.every(({ unitAmount }) => decimalShape.test(unitAmount)) ? null : 'PLAN_UNIT_AMOUNT_INVALID';
}
