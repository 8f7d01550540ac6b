import type { Context } from '../../account/context.js';
import { mergedMetadata } from '../../http/parameters.js';
import { invalidRequest } from '../../http/stripeErrors.js';
import type { Stored } from '../../store/storedObjects.js';
import { redeemDiscounts } from '../discounts/redeemDiscounts.js';
import type { ItemRequest } from './itemParameters.js';
import { type ItemTerms, isMetered, termsOf } from './itemTerms.js';

/** One item before and after; null where it is not there. */
export type ItemChange = Readonly<{ before: Stored<'subscription_item'> | null; after: ItemTerms | null }>;

type Owner = Readonly<{ customer: string; subscription: string; currency: string | null }>;

/**
 * What `items[]` makes of the items of a subscription; those not named stay.
 * @throws StripeError 400 naming the first part that cannot be
 */
export function requestedItems(
  context: Context,
  current: readonly Stored<'subscription_item'>[],
  requests: readonly ItemRequest[],
  owner: Owner,
): ItemChange[] {
  for (const [at, { id }] of requests.entries()) {
    if (id !== undefined && !current.some((item) => item.id === id)) {
      throw invalidRequest(`Subscription item ${id} is not in this subscription`, {
        code: 'resource_missing',
        param: `items[${at}][id]`,
      });
    }
  }
  const kept = current.map((before): ItemChange => {
    const at = requests.findIndex(({ id }) => id === before.id);
    const request = requests[at];
    if (!request) return { before, after: termsOf(before) };
    return { before, after: request.deleted ? null : changedTerms(context, before, request, at, owner) };
  });
  const added = requests.flatMap((request, at): ItemChange[] =>
    request.id === undefined ? [{ before: null, after: changedTerms(context, null, request, at, owner) }] : [],
  );
  const changes = [...kept, ...added];
  checkWhole(changes);
  return changes;
}

/** A changed price resets the quantity to 1 unless one is given. */
function changedTerms(
  context: Context,
  before: Stored<'subscription_item'> | null,
  request: ItemRequest,
  at: number,
  owner: Owner,
): ItemTerms {
  const id = request.price ?? before?.price.id;
  if (id === undefined) {
    throw invalidRequest(`Missing required param: items[${at}][price].`, {
      code: 'parameter_missing',
      param: `items[${at}][price]`,
    });
  }
  const price = context.inParameter('price', id, `items[${at}][price]`);
  checkPrice(price, at, owner, id === before?.price.id);
  const old = before && termsOf(before);
  const quantity = request.quantity ?? (price.id === before?.price.id ? before.quantity : 1);
  if (isMetered(price) && request.quantity !== undefined) {
    throw invalidRequest('A metered price takes no quantity', { param: `items[${at}][quantity]` });
  }
  if (quantity !== undefined && quantity < 0) {
    throw invalidRequest('Invalid non-negative integer', {
      code: 'parameter_invalid_integer',
      param: `items[${at}][quantity]`,
    });
  }
  const discounts =
    request.discounts === undefined
      ? (old?.discounts ?? [])
      : redeemDiscounts(
          context,
          request.discounts ?? [],
          { ...owner, subscription: owner.subscription },
          `items[${at}][discounts]`,
        );
  const rates = request.tax_rates === undefined ? (old?.taxRates ?? []) : (request.tax_rates ?? []);
  for (const rate of rates) context.inParameter('tax_rate', rate, `items[${at}][tax_rates]`);
  return {
    id: before?.id ?? null,
    price: price.id,
    quantity: isMetered(price) ? undefined : quantity,
    discounts,
    metadata: mergedMetadata(old?.metadata ?? {}, request.metadata),
    taxRates: rates,
  };
}

function checkPrice(price: Stored<'price'>, at: number, { currency }: Owner, isKept: boolean): void {
  const param = `items[${at}][price]`;
  if (price.type !== 'recurring') {
    throw invalidRequest(
      'The price specified is set to `type=one_time` but this field only accepts recurring prices.',
      { param },
    );
  }
  if (!price.active && !isKept) throw invalidRequest('The price specified is inactive.', { param });
  if (currency !== null && price.currency !== currency) {
    throw invalidRequest(`The price specified only supports \`${price.currency}\`.`, { param });
  }
}

const LARGEST = 20;

function checkWhole(changes: readonly ItemChange[]): void {
  const prices = changes.flatMap(({ after }) => (after ? [after.price] : []));
  if (prices.length === 0)
    throw invalidRequest('A subscription must have at least one active item', { param: 'items' });
  if (prices.length > LARGEST) throw invalidRequest('A subscription has at most 20 items', { param: 'items' });
  if (new Set(prices).size < prices.length) {
    throw invalidRequest('Cannot add multiple subscription items with the same price', { param: 'items' });
  }
}

/** Whether a change of an item changes what it costs. */
export const changesCost = ({ before, after }: ItemChange): boolean =>
  before?.price.id !== after?.price || before?.quantity !== after?.quantity;
