import type { Stored } from '../store/storedObjects.js';

type Intent = Stored<'payment_intent'>;
type Charge = Stored<'charge'>;

/** How a try to take money ended; the objects are as stored. */
export type ChargeOutcome =
  | Readonly<{ outcome: 'succeeded'; paymentIntent: Intent; charge: Charge }>
  | Readonly<{ outcome: 'processing'; paymentIntent: Intent; charge: Charge }>
  | Readonly<{ outcome: 'requires_action'; paymentIntent: Intent; clientSecret: string }>
  | Readonly<{
      outcome: 'failed';
      paymentIntent: Intent;
      charge: Charge | null;
      code: string;
      declineCode: string;
      message: string;
      /** Whether a later try with the same card can help. */
      retryable: boolean;
    }>;

/** `no_method`: there is nothing to charge, and nothing was written or told. */
export type PaymentOutcome = ChargeOutcome | Readonly<{ outcome: 'no_method' }>;
