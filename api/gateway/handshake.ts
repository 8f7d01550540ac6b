import { PROTOCOL } from './protocol.js';

export type Handshake = Readonly<{ origin: string; query: string; protocols: string }>;
export type Verdict =
  | Readonly<{ accepted: false; status: string; reason: string }>
  | Readonly<{ accepted: true; protocol: string; token?: string }>;

const TOKEN = 'bearer.';

/**
 * Whether a request may become a WebSocket, judged by what only the request says. Browsers let any page open a socket to
 * us and always name the page's origin (RFC 6455, 10.2); other clients name none.
 * @param origins pages that may connect; `*` allows all
 */
export function judgeHandshake({ origin, query, protocols }: Handshake, origins: readonly string[]): Verdict {
  if (origin !== '' && !origins.includes(origin) && !origins.includes('*')) {
    return refuse('403 Forbidden', 'this origin may not connect');
  }
  // Addresses end up in logs and histories, so a token must not be there; the gateway has no parameters at all.
  if (query !== '')
    return refuse('400 Bad Request', `no parameters here: send the token as ${TOKEN}<token> in Sec-WebSocket-Protocol`);
  if (protocols === '') return { accepted: true, protocol: '' };

  const offered = protocols.split(',').map((protocol) => protocol.trim());
  const tokens = offered.filter((protocol) => protocol.startsWith(TOKEN));
  if (!offered.includes(PROTOCOL)) return refuse('400 Bad Request', `the protocol here is ${PROTOCOL}`);
  if (tokens.length > 1) return refuse('400 Bad Request', 'one token is enough');
  const [token] = tokens;
  if (token === undefined) return { accepted: true, protocol: PROTOCOL };
  return { accepted: true, protocol: PROTOCOL, token: token.slice(TOKEN.length) };
}

const refuse = (status: string, reason: string): Verdict => ({ accepted: false, status, reason });
