/** Customers at Stripe: one for each organization. */
export interface StripeCustomers {
  /** The organization's customer; asking again answers the same one. */
  create(organizationId: string): Promise<string>;
  /**
   * Takes a person out of a customer: its address, and its name where the customer bears one of these. What else the customer
   * is called stays, and so does a customer that is somebody else's by now, or is no more.
   */
  forgetContact(customerId: string, person: Readonly<{ email: string; names: readonly string[] }>): Promise<void>;
}
