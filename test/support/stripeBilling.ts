import type Stripe from 'stripe';
import type { StripeSimulation } from './stripeSimulation.js';

/** One account of a simulation: its client and its controls. */
export type BillingAccount = Pick<StripeSimulation, 'stripe' | 'control'>;

/** An account of its own within a simulation, with its own clock. */
export function accountWith({ client, simulator }: StripeSimulation, key: string): BillingAccount {
  async function control<T>(path: string, body?: object): Promise<T> {
    const answer = await fetch(`${simulator.url}/_sim${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as T;
  }
  return { stripe: client(key), control };
}

/** A product and a monthly or yearly price of it; amounts in cents. */
export async function priceOf(
  { stripe }: BillingAccount,
  unitAmount: number,
  more: Partial<Stripe.PriceCreateParams> & { interval?: 'month' | 'year'; name?: string } = {},
): Promise<Stripe.Price> {
  const { interval = 'month', name = `Plan ${unitAmount}`, ...fields } = more;
  const product = await stripe.products.create({ name });
  return stripe.prices.create({
    product: product.id,
    currency: 'eur',
    unit_amount: unitAmount,
    recurring: { interval },
    ...fields,
  });
}

/** A customer whose default card is the test card given, by its `pm_card_…` name; without a card when null. */
export async function customerWith(
  { stripe }: BillingAccount,
  card: string | null = 'pm_card_visa',
): Promise<Stripe.Customer> {
  const customer = await stripe.customers.create({ email: 'mia@northwind.example', name: 'Northwind Robotics' });
  if (card === null) return customer;
  await useCard(stripe, customer.id, card);
  return stripe.customers.retrieve(customer.id) as Promise<Stripe.Customer>;
}

/** From now on the customer pays with this card. */
export async function useCard(stripe: Stripe, customer: string, card: string): Promise<string> {
  const { id } = await stripe.paymentMethods.attach(card, { customer });
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: id } });
  return id;
}

/** The invoice behind a field that may be expanded, read anew. */
export const invoiceOf = (stripe: Stripe, reference: string | Stripe.Invoice | null): Promise<Stripe.Invoice> =>
  stripe.invoices.retrieve(typeof reference === 'string' ? reference : (reference?.id ?? ''), { expand: ['payments'] });

/** Types of the events so far, oldest first. */
export async function eventTypes({ stripe }: BillingAccount): Promise<string[]> {
  const types: string[] = [];
  for await (const { type } of stripe.events.list({ limit: 100 })) types.push(type);
  return types.reverse();
}

/** Moves the account's clock to a time in seconds; everything that is due by then happens on the way. */
export const setClock = ({ control }: BillingAccount, to: number): Promise<unknown> => control('/clock', { to });
