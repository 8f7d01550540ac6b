/** Customers at Stripe: one for each organization. */
export interface StripeCustomers {
  /** The organization's customer; asking again answers the same one. */
  create(organizationId: string): Promise<string>;
}
