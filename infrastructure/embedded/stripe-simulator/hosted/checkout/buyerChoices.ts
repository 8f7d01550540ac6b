import type { Context } from '../../account/context.js';
import { newCustomer } from '../../customers/customerObject.js';
import { invalidRequest } from '../../http/stripeErrors.js';
import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';
import type { CheckoutLine } from './checkoutRecord.js';

type Session = Stored<'checkout.session'>;

/** What a person does on the page. */
export type Buyer = Readonly<{
  /** A method's id or a test token; none only where nothing is to be paid now. */
  paymentMethod?: string | undefined;
  /** Of the first line that lets it be changed. */
  quantity?: number | undefined;
  email?: string | undefined;
  name?: string | undefined;
  /** A code as it is typed. */
  promotionCode?: string | undefined;
}>;

/** A discount of a session, by ids. */
export type Discount = Readonly<{ coupon: string | null; promotion_code: string | null }>;

/** The buyer's customer; one who is nobody yet becomes a new one. */
export function customerOf(context: Context, session: Session, { email, name }: Buyer): string {
  const known = referenceId(session.customer);
  if (known !== null) return known;
  const address = email ?? session.customer_email;
  if (!address) throw invalidRequest('The page asks for an email address.', { param: 'email' });
  const customer = context.store.put('customer', newCustomer(context, { email: address, name: name ?? null }));
  context.emit('customer.created', customer);
  return customer.id;
}

/** The lines with the quantity that the buyer chose. */
export function linesFor(lines: readonly CheckoutLine[], quantity: number | undefined): readonly CheckoutLine[] {
  if (quantity === undefined) return lines;
  const at = lines.findIndex(({ adjustable }) => adjustable !== null);
  const bounds = lines[at]?.adjustable;
  if (!bounds || quantity < bounds.minimum || quantity > bounds.maximum) {
    throw invalidRequest('The quantity cannot be changed to this.', { param: 'quantity' });
  }
  return lines.map((line, index) => (index === at ? { ...line, quantity } : line));
}

/** The session's discounts, or that of the code the buyer typed. */
export function discountsFor(context: Context, session: Session, code: string | undefined): Discount[] {
  if (!code) {
    return (session.discounts ?? []).map(({ coupon, promotion_code }) => ({
      coupon: referenceId(coupon),
      promotion_code: referenceId(promotion_code),
    }));
  }
  if (!session.allow_promotion_codes) throw invalidRequest('The page takes no codes.', { param: 'promotion_code' });
  const codes = context.store.all('promotion_code').filter(({ active }) => active);
  const found = codes.find((one) => one.code.toLowerCase() === code.toLowerCase());
  if (!found) throw invalidRequest('This code is invalid.', { code: 'resource_missing', param: 'promotion_code' });
  return [{ coupon: null, promotion_code: found.id }];
}
