/** Why a bank refuses a card: the error code of the API, the bank's own code and a sentence for the buyer. */
export type CardDecline = Readonly<{ code: string; declineCode: string; message: string; retryable: boolean }>;

/** Refusals that no later attempt will change (docs.stripe.com/billing/revenue-recovery/smart-retries). */
const FINAL = new Set([
  'authentication_required',
  'highest_risk_level',
  'incorrect_number',
  'lost_card',
  'pickup_card',
  'revocation_of_all_authorizations',
  'revocation_of_authorization',
  'stolen_card',
  'transaction_not_allowed',
]);

/** Bank codes that the API also answers as the error's code; every other one is a `card_declined`. */
const OWN_CODE = new Set([
  'authentication_required',
  'expired_card',
  'incorrect_cvc',
  'incorrect_number',
  'processing_error',
]);

const MESSAGES: Readonly<Record<string, string>> = {
  authentication_required: 'Your card was declined. This transaction requires authentication.',
  card_velocity_exceeded: 'Your card was declined for making repeated attempts too frequently.',
  expired_card: 'Your card has expired.',
  incorrect_cvc: "Your card's security code is incorrect.",
  incorrect_number: 'Your card number is incorrect.',
  insufficient_funds: 'Your card has insufficient funds.',
  processing_error: 'An error occurred while processing your card. Try again in a little bit.',
};

/**
 * The refusal that a bank's code stands for (docs.stripe.com/declines/codes).
 * @param declineCode the bank's code, e.g. `insufficient_funds`; the three codes that only the API has, such as `expired_card`, are taken too
 */
export const cardDecline = (declineCode: string): CardDecline => ({
  code: OWN_CODE.has(declineCode) ? declineCode : 'card_declined',
  declineCode,
  message: MESSAGES[declineCode] ?? 'Your card was declined.',
  retryable: !FINAL.has(declineCode),
});
