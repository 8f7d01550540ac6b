/** The intervals a plan is sold in. */
export type PlanInterval = 'month' | 'year';

/** What one interval costs in one currency; amounts in minor units of `currency`. */
export type PlanPrice = Readonly<{
  interval: PlanInterval;
  currency: string;
  /** For the plan itself, its included seats among it. */
  baseAmount: number;
  /** For each seat beyond the included ones. */
  seatAmount: number;
}>;

/** A step of a graduated price: units up to and including `upTo` of the period; null for all above. */
export type OverageTier = Readonly<{
  upTo: number | null;
  /** Minor units of the currency for one unit, as a decimal of up to 12 places, such as `0.25`. */
  unitAmount: string;
}>;

/** What a plan says of one meter, for each month; usage is counted by billing period, see `meterForPeriod`. */
export type PlanMeter = Readonly<{
  /** Name of the meter, such as `agent_runs`. */
  meter: string;
  /** Units each month includes; a yearly period twelve times as many. */
  included: number;
  /** What happens when they are used up: `hard` refuses more, `soft` charges by the tiers. */
  limit: 'hard' | 'soft';
  /** Price of units beyond the included ones, by currency; tiers count from the first unit beyond. Empty when `hard`. */
  overage: Readonly<Record<string, readonly OverageTier[]>>;
}>;

/** Everything a plan version sells. A version that has been published never changes. */
export type PlanTerms = Readonly<{
  name: string;
  description: string;
  prices: readonly PlanPrice[];
  includedSeats: number;
  /** Null for no limit. */
  maxSeats: number | null;
  meters: readonly PlanMeter[];
  /** Names of features, such as `audit_log`. */
  features: readonly string[];
  trialDays: number;
}>;
