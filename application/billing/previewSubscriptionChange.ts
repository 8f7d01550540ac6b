import type {
  BillingAccountRejection,
  ChangeSubscription,
  StartSubscription,
} from '../../domain/billing/billingAccount/billingAccount.commands.js';
import { billingAccountDecider } from '../../domain/billing/billingAccount/billingAccount.decider.js';
import { liveSubscription, namesOtherCurrency } from '../../domain/billing/billingAccount/billingAccountState.js';
import type { ChangeTiming } from '../../domain/billing/billingAccount/billingRequest.js';
import { choosesSeatsOfTeam } from '../../domain/billing/billingAccount/seatsForTeam.js';
import { planChange, type SeatsChange } from '../../domain/billing/billingAccount/subscriptionChange.js';
import { billingAccountStream } from '../../domain/billing/streams.js';
import type { CurrentState } from '../handleCommand.js';
import type { StripeRefusal } from '../ports/stripeAnswer.js';
import type { NextCharge, PreviewedInvoice, StripeSubscriptions } from '../ports/stripeSubscriptions.js';
import { previewSubscriptionStart } from './previewSubscriptionStart.js';

export type SubscriptionPreview =
  | Readonly<{
      possible: true;
      kind: 'start' | 'change';
      timing: ChangeTiming;
      effectiveAt: string | null;
      /** The invoice made at once; where nothing is due now, the next one. */
      invoice: PreviewedInvoice;
      dueNow: number;
      /** Of a change. */
      seats: SeatsChange | null;
      nextCharge: NextCharge;
      /** Of a start: the end of its trial. */
      trialEndsAt: string | null;
    }>
  | Readonly<{ possible: false; rejection: BillingAccountRejection | 'ONLY_WHEN_STARTING' | 'ONLY_WHEN_CHANGING' }>
  | Readonly<{ possible: false; refusal: StripeRefusal }>;

/** What is asked about: a change of the subscription there is, or else the terms of a first one. */
export type WantedPreview = Omit<ChangeSubscription['data'], 'organizationId' | 'requestId'> &
  Readonly<{ currency: string | null; couponCode: string | null; trial: boolean | null }>;

export type PreviewSubscriptionChange = (organizationId: string, wanted: WantedPreview) => Promise<SubscriptionPreview>;

/** When a change or a first subscription would hold and what it would be billed, to the cent, by Stripe's own account. */
export const previewSubscriptionChange =
  (
    currentState: CurrentState,
    subscriptions: Pick<StripeSubscriptions, 'preview' | 'previewStart'>,
  ): PreviewSubscriptionChange =>
  async (organizationId, wanted) => {
    const account = await currentState(billingAccountStream(organizationId), billingAccountDecider);
    const present = liveSubscription(account);
    if (!present) {
      if (wanted.prorationDate !== null) return { possible: false, rejection: 'ONLY_WHEN_CHANGING' };
      return previewSubscriptionStart(account, startData(organizationId, wanted), subscriptions);
    }
    const { couponCode, trial } = wanted;
    if (namesOtherCurrency(account, wanted)) return { possible: false, rejection: 'CURRENCY_MISMATCH' };
    if (couponCode !== null || trial !== null) return { possible: false, rejection: 'ONLY_WHEN_STARTING' };
    if (choosesSeatsOfTeam(wanted, account)) return { possible: false, rejection: 'SEATS_FOLLOW_TEAM' };
    if (account.scheduled) return { possible: false, rejection: 'CHANGE_ALREADY_SCHEDULED' };
    const planned = planChange(present, wanted);
    if (!planned.possible) return planned;
    const { subscriptionId, target, timing, prorate, prorationDate, effectiveAt } = planned.change;
    const from = timing === 'now' ? 'now' : 'renewal';
    const answer = await subscriptions.preview({ subscriptionId, target, from, prorate, prorationDate });
    if (!answer.done) return { possible: false, refusal: answer.refusal };
    const dueNow = prorate ? answer.value.invoice.amountDue : 0;
    const { seats } = planned;
    const told = { timing, effectiveAt, dueNow, seats, trialEndsAt: null };
    return { possible: true, kind: 'change', ...told, ...answer.value };
  };

const startData = (organizationId: string, wanted: WantedPreview): StartSubscription['data'] => ({
  organizationId,
  requestId: '',
  offer: wanted.offer,
  interval: wanted.interval ?? 'month',
  currency: wanted.currency,
  seats: wanted.seats,
  paymentMethodId: null,
  couponCode: wanted.couponCode,
  ...(wanted.trial === null ? {} : { trial: wanted.trial }),
});
