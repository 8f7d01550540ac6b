/** Integer minor units (cents) of an ISO 4217 currency, in lower case as Stripe writes it. Never a float. */
export type Money = Readonly<{ amount: number; currency: string }>;
