import type { Context } from '../../account/context.js';
import { cardError, invalidRequest } from '../../http/stripeErrors.js';
import { keepingRefusal } from '../../payments/methods/attachMethod.js';
import { usableMethodIn } from '../../payments/methods/findMethod.js';
import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';
import { type Buyer, customerOf, discountsFor, linesFor } from './buyerChoices.js';
import { checkoutAmounts, couponOf, type LineAmounts } from './checkoutAmounts.js';
import { isTrial } from './checkoutRecord.js';
import { openSession } from './expireCheckout.js';
import { makePurchase } from './purchase.js';

type Session = Stored<'checkout.session'>;

const sumOf = (amounts: readonly LineAmounts[], field: 'discount' | 'subtotal' | 'total') =>
  amounts.reduce((sum, line) => sum + line[field], 0);

/** The card that the person typed, which the bank lets them keep. */
function cardOf(context: Context, id: string, customer: string) {
  const method = usableMethodIn(context, id, customer);
  const refusal = keepingRefusal(method);
  if (!refusal) return method;
  const { code, declineCode: decline_code, message } = refusal;
  throw cardError({ code, decline_code, message, payment_method: method }, { keepsChanges: false });
}

/**
 * The person pays on the page (stripe.md 5.10): the subscription, payment or setup comes to be, and the session is complete.
 * @throws StripeError 402 when the bank refuses; the session stays open
 */
export function completeCheckout(context: Context, id: string, buyer: Buyer): Session {
  const session = openSession(context, id);
  const { data, ...record } = context.inPath('sim.checkout', id);
  const lines = linesFor(record.lines, buyer.quantity);
  const discounts = discountsFor(context, session, buyer.promotionCode);
  const amounts = checkoutAmounts(context, lines, couponOf(context, discounts[0]), isTrial(data));
  const total = sumOf(amounts, 'total');
  const needsCard = session.mode === 'setup' || total > 0 || session.payment_method_collection === 'always';
  if (needsCard && !buyer.paymentMethod) throw invalidRequest('The page asks for a card.', { param: 'payment_method' });
  const customer = customerOf(context, session, buyer);
  const method = buyer.paymentMethod ? cardOf(context, buyer.paymentMethod, customer) : null;
  const made = makePurchase(context, { session, customer, method, lines, discounts, data, total });
  context.store.put('sim.checkout', { ...record, data, lines });
  const complete = context.store.put('checkout.session', {
    ...session,
    ...made,
    amount_subtotal: session.amount_subtotal === null ? null : sumOf(amounts, 'subtotal'),
    amount_total: session.amount_total === null ? null : total,
    customer,
    customer_details: detailsOf(context, customer, buyer),
    discounts,
    payment_status: paymentStatusOf(context, made, total),
    status: 'complete',
    total_details: session.total_details && {
      ...session.total_details,
      amount_discount: sumOf(amounts, 'discount'),
    },
    url: null,
  });
  context.cancel(`checkout:${id}`);
  context.emit('checkout.session.completed', complete);
  return complete;
}

/** Whether the money is here; a bank may answer later. */
function paymentStatusOf({ store }: Context, made: Partial<Session>, total: number): Session['payment_status'] {
  if (made.setup_intent || total === 0) return 'no_payment_required';
  const invoice = store.get('invoice', referenceId(made.invoice ?? null) ?? '');
  const intent = store.get('payment_intent', referenceId(made.payment_intent ?? null) ?? '');
  return invoice?.status === 'paid' || intent?.status === 'succeeded' ? 'paid' : 'unpaid';
}

function detailsOf(context: Context, customer: string, { email, name }: Buyer): Session['customer_details'] {
  const owner = context.inPath('customer', customer);
  return {
    address: owner.address ?? null,
    business_name: null,
    email: email ?? owner.email,
    individual_name: null,
    name: name ?? owner.name ?? null,
    phone: owner.phone ?? null,
    tax_exempt: owner.tax_exempt ?? 'none',
    tax_ids: [],
  };
}
