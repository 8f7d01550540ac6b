/** How a test card behaves (docs.stripe.com/testing); the token makes a payment method, the number is what a person types. */
export type TestCard = Readonly<{
  tokens: readonly [string, ...string[]];
  number: string;
  brand: 'amex' | 'discover' | 'mastercard' | 'visa';
  funding: 'credit' | 'debit';
  /** Whether a customer may keep it; the bank checks a card before it is kept. */
  attachable: boolean;
  /** The bank's code when it refuses every charge. */
  declines?: string;
  authentication: 'always' | 'never' | 'on_session' | 'unless_set_up';
  /** The reason the holder gives for disputing each payment. */
  disputes?: 'fraudulent';
}>;

const card = (number: string, tokens: TestCard['tokens'], rest: Partial<TestCard> = {}): TestCard => ({
  tokens,
  number,
  brand: 'visa',
  funding: 'credit',
  attachable: true,
  authentication: 'never',
  ...rest,
});

/** A card that is refused already when a customer wants to keep it. */
const refused = (number: string, name: string, declineCode: string): TestCard =>
  card(number, [`pm_card_visa_chargeDeclined${name}`, `pm_card_chargeDeclined${name}`], {
    attachable: false,
    declines: declineCode,
  });

const TEST_CARDS: readonly TestCard[] = [
  card('4242424242424242', ['pm_card_visa', 'tok_visa']),
  card('5555555555554444', ['pm_card_mastercard', 'tok_mastercard'], { brand: 'mastercard' }),
  card('378282246310005', ['pm_card_amex', 'tok_amex'], { brand: 'amex' }),
  card('6011111111111117', ['pm_card_discover', 'tok_discover'], { brand: 'discover' }),
  card('4000056655665556', ['pm_card_visa_debit', 'tok_visa_debit'], { funding: 'debit' }),
  refused('4000000000000002', '', 'generic_decline'),
  refused('4000000000009995', 'InsufficientFunds', 'insufficient_funds'),
  refused('4000000000009987', 'LostCard', 'lost_card'),
  refused('4000000000009979', 'StolenCard', 'stolen_card'),
  refused('4000000000006975', 'VelocityLimitExceeded', 'card_velocity_exceeded'),
  refused('4000000000000069', 'ExpiredCard', 'expired_card'),
  refused('4000000000000127', 'IncorrectCvc', 'incorrect_cvc'),
  refused('4000000000000119', 'ProcessingError', 'processing_error'),
  card('4000000000000341', ['pm_card_chargeCustomerFail', 'tok_chargeCustomerFail'], { declines: 'generic_decline' }),
  card('4000002760003184', ['pm_card_authenticationRequired'], { authentication: 'always' }),
  card('4000002500003155', ['pm_card_authenticationRequiredOnSetup'], { authentication: 'unless_set_up' }),
  card('4000003800000446', ['pm_card_authenticationRequiredSetupForOffSession'], { authentication: 'on_session' }),
  card('4000008260003178', ['pm_card_authenticationRequiredChargeDeclinedInsufficientFunds'], {
    authentication: 'always',
    declines: 'insufficient_funds',
  }),
  card('4000000000003220', ['pm_card_threeDSecure2Required'], { authentication: 'always' }),
  card('4000000000003055', ['pm_card_threeDSecureOptional']),
  card('4000000000000259', ['pm_card_createDispute', 'tok_createDispute'], { disputes: 'fraudulent' }),
];

/** Stripe gives every number one fingerprint per account, so the same card is known again under another id. */
export const fingerprintOf = (card: TestCard): string => `sim${card.number.padStart(16, '0').slice(3)}`;

const byToken = new Map(TEST_CARDS.flatMap((card) => card.tokens.map((token) => [token, card] as const)));
const byNumber = new Map(TEST_CARDS.map((card) => [card.number, card]));
const byFingerprint = new Map(TEST_CARDS.map((card) => [fingerprintOf(card), card]));

export const testCardOfToken = (token: string): TestCard | undefined => byToken.get(token);

/** @param number as typed: spaces and dashes are left out */
export const testCardOfNumber = (number: string): TestCard | undefined => byNumber.get(number.replace(/[\s-]/g, ''));

export const testCardOfFingerprint = (fingerprint: string): TestCard | undefined => byFingerprint.get(fingerprint);

/** Every test card, for the hosted pages that offer them. */
export const allTestCards = (): readonly TestCard[] => TEST_CARDS;
