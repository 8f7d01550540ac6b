import type Stripe from 'stripe';
import { SIMULATOR_KEY } from '../../infrastructure/composition/stripeBackend.js';
import { stripeClient } from '../../infrastructure/stripe/stripeClient.js';
import type { Product } from './product.js';
import { ProductClient } from './productClient.js';

export type BillingAnswer = Readonly<{
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects of an answer
  body: any;
  /** Where the answer was true in the log. */
  position: bigint;
  location: string | null;
  replayed: boolean;
}>;

let keys = 0;

/** Billing of one organization over the API, and Stripe behind it. */
export class BillingClient {
  readonly #product: Product;

  constructor(
    product: Product,
    readonly organizationId: string,
  ) {
    this.#product = product;
  }

  /** Stripe's own client, for what the API does not show. */
  get stripe(): Stripe {
    return stripeClient({ secretKey: SIMULATOR_KEY, url: String(this.#product.runtime().stripeSimulator) });
  }

  /** Calls `billing/<path>` under a key of its own, unless one is given; DELETE and POST alike. */
  async send(method: string, path: string, body?: object, key = `key-${keys++}`): Promise<BillingAnswer> {
    return this.#call(method, path, { 'idempotency-key': key }, body);
  }

  /** Asks `billing/<path>`, waiting for a position where one is given. */
  async ask(path: string, after?: bigint): Promise<BillingAnswer> {
    return this.#call('GET', path, after === undefined ? {} : { 'consistency-token': after.toString() });
  }

  /** Calls the simulator's control API. */
  async control(path: string, body: object): Promise<unknown> {
    const answer = await fetch(`${this.#product.runtime().stripeSimulator}/_sim/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${SIMULATOR_KEY}` },
      body: JSON.stringify(body),
    });
    const told = await answer.json();
    if (!answer.ok) throw new Error(`the simulator answered ${answer.status}: ${JSON.stringify(told)}`);
    return told;
  }

  async #call(
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
    body?: object,
  ): Promise<BillingAnswer> {
    const token = await new ProductClient(this.#product).token(this.organizationId);
    const answer = await fetch(`${this.#product.runtime().http}/api/v1/billing/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...headers,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      body: text === '' ? undefined : JSON.parse(text),
      position: BigInt(answer.headers.get('consistency-token') ?? -1),
      location: answer.headers.get('location'),
      replayed: answer.headers.get('idempotent-replayed') === 'true',
    };
  }
}
