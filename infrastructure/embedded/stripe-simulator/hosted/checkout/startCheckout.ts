import type { Context } from '../../account/context.js';
import { charactersOf } from '../../account/ids.js';
import { mergedMetadata } from '../../http/parameters.js';
import { invalidRequest } from '../../http/stripeErrors.js';
import { currencyCode } from '../../payments/intents/intentParameters.js';
import { ofCustomer } from '../../payments/ofCustomer.js';
import type { Stored } from '../../store/storedObjects.js';
import { checkoutAmounts, couponOf } from './checkoutAmounts.js';
import type { CheckoutWish } from './checkoutParameters.js';
import { type CheckoutLine, type CheckoutRecord, isTrial } from './checkoutRecord.js';
import { checkoutSessionObject } from './checkoutSessionObject.js';

const MINUTE_S = 60;
const HOUR_S = 3600;

const missing = (param: string) =>
  invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });

function lineOf(context: Context, wish: NonNullable<CheckoutWish['line_items']>[number], at: number): CheckoutLine {
  const price = context.inParameter('price', wish.price, `line_items[${at}][price]`);
  const isMetered = price.recurring?.usage_type === 'metered';
  if (isMetered && wish.quantity !== undefined) {
    throw invalidRequest('A metered price takes no quantity.', { param: `line_items[${at}][quantity]` });
  }
  if (!isMetered && wish.quantity === undefined) throw missing(`line_items[${at}][quantity]`);
  const { enabled = false, minimum = 1, maximum = 99 } = wish.adjustable_quantity ?? {};
  const adjustable = enabled ? { minimum, maximum } : null;
  return { id: context.newId('li'), price: price.id, quantity: wish.quantity ?? null, adjustable };
}

function linesOf(context: Context, wish: CheckoutWish): CheckoutLine[] {
  if (wish.mode === 'setup') return [];
  const lines = (wish.line_items ?? []).map((line, at) => lineOf(context, line, at));
  if (lines.length === 0) throw missing('line_items');
  const recurs = lines.some(({ price }) => context.inParameter('price', price, 'line_items').type === 'recurring');
  if (recurs !== (wish.mode === 'subscription')) {
    const message = recurs
      ? 'You specified `payment` mode but passed a recurring price.'
      : 'You must provide at least one recurring price in `subscription` mode.';
    throw invalidRequest(message, { param: 'line_items' });
  }
  return lines;
}

function dataOf(wish: CheckoutWish): CheckoutRecord['data'] {
  const subscription = wish.mode === 'subscription' ? wish.subscription_data : undefined;
  const intent = wish.mode === 'payment' ? wish.payment_intent_data : wish.setup_intent_data;
  const given = subscription ?? (wish.mode === 'subscription' ? undefined : intent);
  return {
    metadata: mergedMetadata({}, given?.metadata),
    description: given?.description ?? null,
    trialEnd: subscription?.trial_end ?? null,
    trialPeriodDays: subscription?.trial_period_days ?? null,
    missingPaymentMethod: subscription?.trial_settings?.end_behavior.missing_payment_method ?? null,
    setupFutureUsage: (wish.mode === 'subscription' ? undefined : intent?.setup_future_usage) ?? null,
  };
}

function expiryOf(context: Context, wish: CheckoutWish): number {
  const now = context.now();
  const at = wish.expires_at ?? now + 24 * HOUR_S;
  if (at >= now + 30 * MINUTE_S && at <= now + 24 * HOUR_S) return at;
  throw invalidRequest('expires_at must be between 30 minutes and 24 hours from now.', { param: 'expires_at' });
}

/** Opens a page for buying (docs.stripe.com/api/checkout/sessions/create). */
export function startCheckout(context: Context, wish: CheckoutWish): Stored<'checkout.session'> {
  const customer = wish.customer === undefined ? undefined : ofCustomer(context, wish.customer);
  const uiMode = wish.ui_mode ?? 'hosted_page';
  const isHosted = uiMode === 'hosted_page';
  if (isHosted && wish.success_url === undefined) throw missing('success_url');
  if (wish.discounts && wish.allow_promotion_codes !== undefined) {
    throw invalidRequest('You may only specify one of these parameters: allow_promotion_codes, discounts.', {
      code: 'parameters_exclusive',
    });
  }
  const lines = linesOf(context, wish);
  const data = dataOf(wish);
  const coupon = couponOf(context, wish.discounts?.[0]);
  const amounts = checkoutAmounts(context, lines, coupon, isTrial(data));
  const sum = (field: 'discount' | 'subtotal' | 'total') => amounts.reduce((total, line) => total + line[field], 0);
  const [first] = lines;
  const id = context.newId('cs_test');
  const expiresAt = expiryOf(context, wish);
  const secret = `${id}_secret_${charactersOf(`${context.account.seed}|secret|${id}`, 24)}`;
  context.store.put('sim.checkout', { id, lines, data });
  context.schedule({
    key: `checkout:${id}`,
    kind: 'checkout.expire',
    at: expiresAt,
    testClock: typeof customer?.test_clock === 'string' ? customer.test_clock : null,
    data: { session: id },
  });
  return context.store.put(
    'checkout.session',
    checkoutSessionObject({
      id,
      created: context.now(),
      expiresAt,
      mode: wish.mode,
      uiMode,
      url: isHosted ? `${context.baseUrl}/checkout/${id}` : null,
      clientSecret: isHosted ? null : secret,
      successUrl: wish.success_url ?? null,
      cancelUrl: wish.cancel_url ?? null,
      returnUrl: wish.return_url ?? null,
      customer: customer?.id ?? null,
      customerEmail: wish.customer_email ?? null,
      clientReferenceId: wish.client_reference_id ?? null,
      amounts:
        wish.mode === 'setup'
          ? null
          : { subtotal: sum('subtotal'), discount: sum('discount'), tax: 0, total: sum('total') },
      currency: first
        ? context.inParameter('price', first.price, 'line_items').currency
        : wish.currency
          ? currencyCode(wish.currency)
          : null,
      discounts: (wish.discounts ?? []).map(({ coupon = null, promotion_code = null }) => ({ coupon, promotion_code })),
      allowPromotionCodes: wish.allow_promotion_codes ?? null,
      paymentMethodCollection: wish.mode === 'subscription' ? (wish.payment_method_collection ?? 'always') : null,
      metadata: mergedMetadata({}, wish.metadata),
    }),
  );
}
