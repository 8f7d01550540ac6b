/** Currencies without minor units (docs.stripe.com/currencies#zero-decimal). */
const none = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '));
/** Currencies of three decimals, the last of which is 0 in every charge (docs.stripe.com/currencies#three-decimal). */
const three = new Set('bhd jod kwd omr tnd'.split(' '));
/** Written with two decimals at Stripe, and charged only in whole units (docs.stripe.com/currencies#special-cases). */
const wholeUnits = new Set(['isk', 'ugx']);

/** Decimals that an amount of a currency is written with; its minor unit is the last of them. */
export const decimalsOf = (currency: string): 0 | 2 | 3 => (none.has(currency) ? 0 : three.has(currency) ? 3 : 2);

/** Whether so many minor units of a currency can be charged: whole ones, in the steps that it is charged in. */
export const isChargeable = (amount: number, currency: string): boolean =>
  Number.isSafeInteger(amount) && amount % (wholeUnits.has(currency) ? 100 : three.has(currency) ? 10 : 1) === 0;
