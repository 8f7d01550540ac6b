import type { ReceivedMail } from '../../infrastructure/embedded/inbox/mailbox.js';
import { type Answered, IdentityClient } from './identityClient.js';
import type { Product } from './product.js';
import { until } from './until.js';

/** Headers with somebody's access token. */
export type Own = Record<string, string>;

/** Status and code of a refusal. */
export const refusal = ({ status, body }: Answered) => [status, body.code];

/** Of a 403: its code, the rule, and the type of the event that decided. */
export function forbidden({ status, body }: Answered) {
  const { rule, type, eventId } = (body.decidedBy ?? {}) as Record<string, unknown>;
  if (status !== 403 || (type === null) !== (eventId === null)) return [status, body];
  return [body.code, rule, type];
}

/** People who invite others to a running product, and those who are. */
export class Invitees {
  readonly client: IdentityClient;
  readonly #inbox: string;

  constructor(product: Product) {
    this.client = new IdentityClient(product);
    this.#inbox = String(product.runtime().inbox);
  }

  /** The owner of a new organization without a plan, which has three seats. */
  async owner(email: string, organizationName: string): Promise<Own> {
    const { body } = await this.client.signUp(email, { organizationName });
    return this.client.as(body.accessToken);
  }

  /** Somebody with an account and an organization of their own; the address is verified unless said otherwise. */
  async person(email: string, verified = true): Promise<Own> {
    const { body } = await this.client.signUp(email);
    if (verified) await this.verify(email);
    return this.client.as(body.accessToken);
  }

  async verify(email: string): Promise<void> {
    const [token] = await this.client.mailedTokens(email, 'verify-email', 1);
    const { status } = await this.client.post('auth/verify-email', { token });
    if (status >= 300) throw new Error(`${email} was not verified: ${status}`);
  }

  /** Brings somebody into the organization of whoever invites; answers their token for it and their id. */
  async member(email: string, role: string, inviter: Own) {
    const outside = await this.person(email);
    await this.invite(email, inviter, role);
    const [token = ''] = await this.tokensOf(email);
    const { organizationId } = (await this.accept(token, outside)).body;
    const switched = await this.client.post('auth/switch-organization', { organizationId }, outside);
    const own = this.client.as(switched.body.accessToken);
    return { own, organizationId, userId: await this.idOf(own) };
  }

  async idOf(own: Own): Promise<string> {
    return String((await this.client.call('GET', 'me', undefined, own)).body.userId);
  }

  invite(email: string, own: Own, role = 'member'): Promise<Answered> {
    return this.client.post('team/invite', { email, role }, own);
  }

  accept(token: string, own: Own): Promise<Answered> {
    return this.client.post('team/invitations/accept', { token }, own);
  }

  view(token: string): Promise<Answered> {
    return this.client.post('team/invitations/view', { token });
  }

  /** Tokens of the invitations that were mailed to an address, the oldest first, once there are so many. */
  async tokensOf(address: string, count = 1): Promise<readonly string[]> {
    let tokens: readonly string[] = [];
    await until(async () => {
      const mails = (await (await fetch(`${this.#inbox}/api/mails`)).json()) as ReceivedMail[];
      const theirs = mails.filter(({ to }) => to.toLowerCase() === address.toLowerCase());
      tokens = theirs.flatMap(({ text }) => /\/invitations#([\w-]+)/.exec(text)?.[1] ?? []).reverse();
      return tokens.length >= count;
    });
    return tokens;
  }
}
