import type { OverageTier, PlanMeter, PlanPrice, PlanTerms } from './planTerms.js';

type InBoth<T> = Readonly<{ usd: T; eur: T }>;
type Amounts = InBoth<Readonly<{ base: number; seat: number }>>;

const currencies = ['usd', 'eur'] as const;
/** A year costs ten months. */
const MONTHS_PAID_A_YEAR = 10;

const prices = (monthly: Amounts): readonly PlanPrice[] =>
  (['month', 'year'] as const).flatMap((interval) =>
    currencies.map((currency) => {
      const times = interval === 'year' ? MONTHS_PAID_A_YEAR : 1;
      const { base, seat } = monthly[currency];
      return { interval, currency, baseAmount: base * times, seatAmount: seat * times };
    }),
  );

/** One tier up to a number of units beyond the included ones, and a cheaper one above. */
const steps = (upTo: number, first: string, above: string): readonly OverageTier[] => [
  { upTo, unitAmount: first },
  { upTo: null, unitAmount: above },
];

const hard = (meter: string, included: number): PlanMeter => ({ meter, included, limit: 'hard', overage: {} });
const soft = (meter: string, included: number, overage: InBoth<readonly OverageTier[]>): PlanMeter => ({
  meter,
  included,
  limit: 'soft',
  overage,
});

/** Units of overage that are charged at the first tier, as multiples of what is included; prices in cents. */
const meters = (agentRuns: number, llmTokens: number, documents: number, storageGb: number): readonly PlanMeter[] => [
  soft('agent_runs', agentRuns, {
    usd: steps(agentRuns * 4, '0.8', '0.5'),
    eur: steps(agentRuns * 4, '0.75', '0.46'),
  }),
  soft('llm_tokens', llmTokens, {
    usd: steps(llmTokens * 9, '0.0006', '0.0004'),
    eur: steps(llmTokens * 9, '0.00055', '0.00037'),
  }),
  soft('documents', documents, {
    usd: steps(documents * 4, '1.5', '1'),
    eur: steps(documents * 4, '1.4', '0.92'),
  }),
  soft('storage_gb', storageGb, {
    usd: [{ upTo: null, unitAmount: '12' }],
    eur: [{ upTo: null, unitAmount: '11' }],
  }),
];

/** The plans a new installation sells until its own are published. */
export const defaultCatalogue: Readonly<Record<string, PlanTerms>> = {
  free: {
    name: 'Free',
    description: 'To find out whether it is for you. No card needed.',
    prices: prices({ usd: { base: 0, seat: 0 }, eur: { base: 0, seat: 0 } }),
    includedSeats: 3,
    maxSeats: 3,
    meters: [hard('agent_runs', 500), hard('llm_tokens', 200_000), hard('documents', 100), hard('storage_gb', 1)],
    features: ['api_access'],
    trialDays: 0,
  },
  starter: {
    name: 'Starter',
    description: 'For a small team with its first agents in production.',
    prices: prices({ usd: { base: 1_900, seat: 500 }, eur: { base: 1_800, seat: 480 } }),
    includedSeats: 3,
    maxSeats: 20,
    meters: meters(5_000, 2_000_000, 1_000, 20),
    features: ['api_access', 'email_support', 'webhooks'],
    trialDays: 0,
  },
  pro: {
    name: 'Pro',
    description: 'For teams that run on it every day.',
    prices: prices({ usd: { base: 4_900, seat: 900 }, eur: { base: 4_500, seat: 850 } }),
    includedSeats: 5,
    maxSeats: 100,
    meters: meters(25_000, 10_000_000, 5_000, 100),
    features: ['advanced_analytics', 'api_access', 'audit_log', 'email_support', 'priority_support', 'webhooks'],
    trialDays: 14,
  },
  enterprise: {
    name: 'Enterprise',
    description: 'For companies with rules of their own: single sign-on, custom roles, an agreed service level.',
    prices: prices({ usd: { base: 49_900, seat: 1_500 }, eur: { base: 46_900, seat: 1_400 } }),
    includedSeats: 25,
    maxSeats: null,
    meters: meters(250_000, 100_000_000, 50_000, 1_000),
    features: [
      'advanced_analytics',
      'api_access',
      'audit_log',
      'custom_roles',
      'dedicated_support',
      'email_support',
      'priority_support',
      'service_level_agreement',
      'single_sign_on',
      'webhooks',
    ],
    trialDays: 0,
  },
};
