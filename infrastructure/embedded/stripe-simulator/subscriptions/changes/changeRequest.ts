import type { ItemChange } from '../items/requestedItems.js';

export type ProrationBehavior = 'create_prorations' | 'always_invoice' | 'none';

/** What a call wants of a subscription that changes what is billed. */
export type ChangeRequest = Readonly<{
  items: readonly ItemChange[];
  /** Ids of the discounts of the subscription from now on. */
  discounts: readonly string[];
  prorationBehavior: ProrationBehavior;
  /** The time prorations count from. */
  at: number;
  anchor: 'now' | 'unchanged';
  /** A new end of the trial, or `now`; undefined leaves it. */
  trialEnd: number | 'now' | undefined;
}>;
