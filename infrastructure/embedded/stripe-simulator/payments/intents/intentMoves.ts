import type { Stored } from '../../store/storedObjects.js';
import type { CardDecline } from '../cards/cardDecline.js';

type Intent = Stored<'payment_intent'>;
type PaymentError = NonNullable<Intent['last_payment_error']>;

/** What may be asked of a payment, and in which states (docs.stripe.com/payments/paymentintents/lifecycle). */
const ALLOWED: Readonly<Record<'authenticate' | 'cancel' | 'capture' | 'confirm' | 'update', readonly string[]>> = {
  authenticate: ['requires_action', 'processing'],
  cancel: ['requires_payment_method', 'requires_confirmation', 'requires_action', 'requires_capture'],
  capture: ['requires_capture'],
  confirm: ['requires_payment_method', 'requires_confirmation', 'requires_action'],
  update: ['requires_payment_method', 'requires_confirmation', 'requires_action'],
};

/** Whether a payment in this state may make the move. */
export const mayMove = (move: keyof typeof ALLOWED, { status }: Pick<Intent, 'status'>): boolean =>
  ALLOWED[move].includes(status);

/** The error that a refused payment keeps and that the API answers. */
export const declineError = (
  decline: CardDecline,
  charge: string | null,
  method: Stored<'payment_method'>,
): PaymentError => ({
  type: 'card_error',
  ...(charge !== null && { charge }),
  code: decline.code,
  decline_code: decline.declineCode,
  doc_url: `https://stripe.com/docs/error-codes/${decline.code.replaceAll('_', '-')}`,
  message: decline.message,
  payment_method: method,
});

/** The holder has to authenticate with the browser before the bank answers. */
export const wantingAction = (intent: Intent, returnUrl: string | null, authenticationUrl: string): Intent => ({
  ...intent,
  status: 'requires_action',
  last_payment_error: null,
  next_action:
    returnUrl === null
      ? { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect', stripe_js: authenticationUrl } }
      : { type: 'redirect_to_url', redirect_to_url: { return_url: returnUrl, url: authenticationUrl } },
});

/** The bank refused: another method may be tried. */
export const refused = (intent: Intent, error: PaymentError, charge: string | null): Intent => ({
  ...intent,
  status: 'requires_payment_method',
  last_payment_error: error,
  latest_charge: charge ?? intent.latest_charge,
  next_action: null,
  payment_method: null,
  processing: null,
});

/** The money has come. */
export const received = (intent: Intent, charge: string, amount: number): Intent => ({
  ...intent,
  status: 'succeeded',
  amount_capturable: 0,
  amount_received: amount,
  last_payment_error: null,
  latest_charge: charge,
  next_action: null,
  processing: null,
});

/** The money is held on the card until it is captured. */
export const held = (intent: Intent, charge: string): Intent => ({
  ...intent,
  status: 'requires_capture',
  amount_capturable: intent.amount,
  last_payment_error: null,
  latest_charge: charge,
  next_action: null,
});

/** The bank answers later. */
export const awaited = (intent: Intent, charge: string): Intent => ({
  ...intent,
  status: 'processing',
  last_payment_error: null,
  latest_charge: charge,
  next_action: null,
  processing: { type: 'card' },
});

/** Nobody will pay this any more. */
export const canceled = (intent: Intent, at: number, reason: Intent['cancellation_reason']): Intent => ({
  ...intent,
  status: 'canceled',
  amount_capturable: 0,
  canceled_at: at,
  cancellation_reason: reason,
  next_action: null,
});
