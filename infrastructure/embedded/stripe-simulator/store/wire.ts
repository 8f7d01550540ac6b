import type Stripe from 'stripe';

/**
 * A Stripe object as JSON carries it: what the SDK turns into `Stripe.Decimal` is the decimal string itself.
 * Objects are stored and answered in this shape.
 */
export type Wire<T> = T extends Stripe.Decimal
  ? string
  : T extends string | number | boolean | bigint | symbol | null | undefined
    ? T
    : T extends readonly (infer Item)[]
      ? Wire<Item>[]
      : T extends object
        ? { [Key in keyof T]: Wire<T[Key]> }
        : T;
