import { describe, expect, it } from 'vitest';
import { authorizeCard } from '../../../../../infrastructure/embedded/stripe-simulator/payments/cards/authorizeCard.js';
import { cardDecline } from '../../../../../infrastructure/embedded/stripe-simulator/payments/cards/cardDecline.js';
import {
  allTestCards,
  fingerprintOf,
  testCardOfFingerprint,
  testCardOfNumber,
  testCardOfToken,
} from '../../../../../infrastructure/embedded/stripe-simulator/payments/cards/testCards.js';

const here = { offSession: false, setUp: false, authenticated: false };
const away = { ...here, offSession: true };

const answer = (token: string, use = here) => {
  const card = testCardOfToken(token);
  if (!card) throw new Error(`no test card ${token}`);
  const said = authorizeCard(card, use);
  return said.outcome === 'declined' ? said.decline.declineCode : said.outcome;
};

describe('a test card', () => {
  it('is found by token, by number as a person types it and by fingerprint, each alone', () => {
    expect(testCardOfNumber('4242 4242 4242 4242')).toBe(testCardOfToken('pm_card_visa'));
    const prints = allTestCards().map(fingerprintOf);
    expect(new Set(prints).size).toBe(prints.length);
    for (const card of allTestCards()) expect(testCardOfFingerprint(fingerprintOf(card))).toBe(card);
  });

  it.each([
    ['pm_card_visa', 'approved'],
    ['pm_card_threeDSecureOptional', 'approved'],
    ['pm_card_createDispute', 'approved'],
    ['pm_card_chargeDeclined', 'generic_decline'],
    ['pm_card_visa_chargeDeclinedInsufficientFunds', 'insufficient_funds'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card'],
    ['pm_card_chargeCustomerFail', 'generic_decline'],
    ['pm_card_threeDSecure2Required', 'authentication_wanted'],
  ])('%s answers %s while the buyer is there', (token, expected) => {
    expect(answer(token)).toBe(expected);
  });

  it('wants the holder as its kind says', () => {
    expect(answer('pm_card_authenticationRequired', { ...away, setUp: true })).toBe('authentication_wanted');
    expect(answer('pm_card_authenticationRequiredOnSetup', away)).toBe('authentication_wanted');
    expect(answer('pm_card_authenticationRequiredOnSetup', { ...away, setUp: true })).toBe('approved');
    expect(answer('pm_card_authenticationRequiredSetupForOffSession')).toBe('authentication_wanted');
    expect(answer('pm_card_authenticationRequiredSetupForOffSession', away)).toBe('approved');
  });

  it('is still refused for want of money after the holder authenticated', () => {
    const token = 'pm_card_authenticationRequiredChargeDeclinedInsufficientFunds';
    expect(answer(token)).toBe('authentication_wanted');
    expect(answer(token, { ...here, authenticated: true })).toBe('insufficient_funds');
  });
});

describe('a decline', () => {
  it('answers its own code where the API has one, and card_declined otherwise', () => {
    expect(cardDecline('expired_card').code).toBe('expired_card');
    expect(cardDecline('insufficient_funds')).toMatchObject({ code: 'card_declined', retryable: true });
    expect(cardDecline('stolen_card')).toMatchObject({ code: 'card_declined', retryable: false });
  });
});
