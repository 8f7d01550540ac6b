import type { Stored } from '../../store/storedObjects.js';

/** What a customer subscribes to in one item. */
export type ItemTerms = Readonly<{
  /** The item's id; null for one that is to be made. */
  id: string | null;
  /** The price's id. */
  price: string;
  /** Absent for metered prices. */
  quantity: number | undefined;
  /** Ids of discounts of this item alone. */
  discounts: readonly string[];
  metadata: Readonly<Record<string, string>>;
  /** Ids. */
  taxRates: readonly string[];
}>;

const id = (reference: string | Readonly<{ id: string }>): string =>
  typeof reference === 'string' ? reference : reference.id;

export const termsOf = (item: Stored<'subscription_item'>): ItemTerms => ({
  id: item.id,
  price: item.price.id,
  quantity: item.quantity,
  discounts: item.discounts.map(id),
  metadata: item.metadata,
  taxRates: (item.tax_rates ?? []).map((rate) => rate.id),
});

export const isMetered = (price: Stored<'price'>): boolean => price.recurring?.usage_type === 'metered';
