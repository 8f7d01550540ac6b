import { request } from 'node:http';
import type { Product } from './product.js';
import { until } from './until.js';

export type Answered = Readonly<{ status: number; body: Record<string, unknown>; headers: Headers }>;

/** A password that nothing has against it. */
export const goodPassword = 'a quiet lake at dawn';

/** Talks to a running product as somebody who is not signed in, or with tokens of their own. */
export class IdentityClient {
  readonly #http: string;
  readonly #inbox: string;

  constructor(product: Product) {
    const { http, inbox } = product.runtime();
    this.#http = String(http);
    this.#inbox = String(inbox);
  }

  async call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answered> {
    const answer = await fetch(`${this.#http}/api/v1/${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? {} : JSON.parse(text), headers: answer.headers };
  }

  post(path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Answered> {
    return this.call('POST', path, body, headers);
  }

  as(accessToken: unknown): Record<string, string> {
    return { authorization: `Bearer ${String(accessToken)}` };
  }

  signUp(email: string, more: object = {}, headers: Record<string, string> = {}): Promise<Answered> {
    const wish = { email, password: goodPassword, name: 'Mia Berg', tokenTransport: 'body', ...more };
    return this.post('auth/sign-up', wish, headers);
  }

  signIn(email: string, password: string = goodPassword, more: object = {}): Promise<Answered> {
    return this.post('auth/sign-in', { email, password, tokenTransport: 'body', ...more });
  }

  refresh(refreshToken: unknown): Promise<Answered> {
    return this.post('auth/refresh', { refreshToken });
  }

  /** Signs in from another address of this machine. */
  signInFrom(localAddress: string, email: string, password: string = goodPassword): Promise<number> {
    return new Promise((resolve, reject) => {
      const options = { method: 'POST', localAddress, headers: { 'content-type': 'application/json' } };
      const asked = request(
        `${this.#http.replace('localhost', '127.0.0.1')}/api/v1/auth/sign-in`,
        options,
        (answer) => {
          answer.resume().once('end', () => resolve(Number(answer.statusCode)));
        },
      );
      asked.once('error', reject).end(JSON.stringify({ email, password }));
    });
  }

  /** The tokens in the links of the mails to an address, oldest first, once there are so many. */
  async mailedTokens(
    email: string,
    page: 'verify-email' | 'reset-password',
    count: number,
  ): Promise<readonly string[]> {
    const link = new RegExp(`/${page}#([A-Za-z0-9_-]+)`);
    let tokens: readonly string[] = [];
    await until(async () => {
      const mails = (await (await fetch(`${this.#inbox}/api/mails`)).json()) as { to: string; text: string }[];
      tokens = mails
        .filter(({ to }) => to === email)
        .flatMap(({ text }) => link.exec(text)?.[1] ?? [])
        .reverse();
      return tokens.length >= count;
    });
    return tokens;
  }
}
