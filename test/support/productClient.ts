import { HmacAccessTokens } from '../../infrastructure/crypto/accessTokens.js';
import {
  eventBody,
  type SimulatedEvent,
  signatureHeader,
} from '../../infrastructure/embedded/stripe-simulator/eventObject.js';
import { type GivenMember, givenMember } from './givenOrganization.js';
import type { Product } from './product.js';
import { withProductLog } from './productLog.js';

/** Who has been made a member already, by data folder; the log keeps it through every restart. */
const members = new Map<string, Promise<void>>();

const claimsOf = (organizationId: string, role: string) => ({
  userId: role === 'owner' ? 'tester' : `tester-${role}`,
  ...{ organizationId, sessionId: `test-${organizationId}-${role}` },
});

/** Talks to a running product over HTTP, as Stripe and as people of an organization. */
export class ProductClient {
  readonly #product: Product;
  readonly #http: string;
  readonly #secret: string;
  readonly #tokens: HmacAccessTokens;

  constructor(product: Product) {
    const { jwtSecret, stripeWebhookSecret } = product.secrets();
    this.#product = product;
    this.#http = String(product.runtime().http);
    this.#secret = stripeWebhookSecret;
    this.#tokens = new HmacAccessTokens([jwtSecret], { now: () => new Date(Date.now()) });
  }

  /** A token of somebody who is a member of the organization with this role, in a session of their own. */
  async token(organizationId: string, role = 'owner'): Promise<string> {
    const claims = claimsOf(organizationId, role);
    await this.#member({ ...claims, role });
    return this.#tokens.issue(claims, 3_600);
  }

  /** Makes the owners that `token` speaks for, of many organizations at once. */
  async join(...organizationIds: readonly string[]): Promise<void> {
    await withProductLog(this.#product.stores(), async (log) => {
      for (const organizationId of organizationIds)
        await this.#member({ ...claimsOf(organizationId, 'owner'), role: 'owner' }, (member) =>
          givenMember(log, member),
        );
    });
  }

  #member(member: GivenMember, given?: (member: GivenMember) => Promise<void>): Promise<void> {
    const key = `${this.#product.dataDir} ${member.sessionId}`;
    const alone = () => withProductLog(this.#product.stores(), (log) => givenMember(log, member));
    const known = members.get(key) ?? given?.(member) ?? alone();
    members.set(key, known);
    known.catch(() => members.delete(key));
    return known;
  }

  /** Delivers a webhook as Stripe would; answers with its status and the position of the inbox. */
  async deliver(event: SimulatedEvent, secret = this.#secret): Promise<Readonly<{ status: number; position: bigint }>> {
    const body = eventBody(event);
    const answer = await fetch(`${this.#http}/api/v1/billing/webhooks/stripe`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'stripe-signature': signatureHeader(body, secret, Math.floor(Date.now() / 1000)),
      },
      body,
    });
    await answer.text();
    return { status: answer.status, position: BigInt(answer.headers.get('consistency-token') ?? -1) };
  }

  /** GETs a path of the API for an organization, waiting until its read model has come to a position. */
  async get(
    organizationId: string,
    path: string,
    after?: bigint,
  ): Promise<Readonly<{ status: number; body: unknown }>> {
    const answer = await fetch(`${this.#http}/api/v1/${path}`, {
      headers: {
        authorization: `Bearer ${await this.token(organizationId)}`,
        ...(after === undefined ? {} : { 'consistency-token': after.toString() }),
      },
    });
    return { status: answer.status, body: await answer.json() };
  }

  /** POSTs a body to a path of the API for an organization, under an idempotency key where one is given. */
  async post(
    organizationId: string,
    path: string,
    body: unknown,
    idempotencyKey?: string,
  ): Promise<Readonly<{ status: number; body: unknown; position: bigint }>> {
    const answer = await fetch(`${this.#http}/api/v1/${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await this.token(organizationId)}`,
        'content-type': 'application/json',
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      },
      body: JSON.stringify(body),
    });
    const position = BigInt(answer.headers.get('consistency-token') ?? -1);
    return { status: answer.status, body: await answer.json(), position };
  }
}
