/** Where Stripe delivers events to. */
export type ConnectedEndpoint = Readonly<{
  id: string;
  delivers: 'snapshot events' | 'thin events';
  /** What it signs with; Stripe says so only once, so null where it was there already. */
  secret: string | null;
}>;

export interface StripeEndpoints {
  /** Makes or renews the endpoints of an address, for every type of event that is followed. */
  connect(url: string): Promise<readonly ConnectedEndpoint[]>;
}
