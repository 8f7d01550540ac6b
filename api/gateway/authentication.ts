import type { AccessTokens, VerifiedClaims } from '../../application/ports/accessTokens.js';
import type { Callers } from '../../application/ports/callers.js';
import type { Clock } from '../../application/ports/clock.js';
import type { Logger } from '../../application/ports/logger.js';
import type { Connection } from './connection.js';
import { closeCodes } from './protocol.js';
import { refusalOf } from './standing.js';
import type { Tally } from './tally.js';

type Options = Readonly<{
  accessTokens: Pick<AccessTokens, 'verify'>;
  callers: Pick<Callers, 'resolve'>;
  clock: Clock;
  users: Tally;
  logger: Logger;
}>;

/** Decides who a socket belongs to, and closes those that belong to nobody or to somebody without the right. */
export function authentication({ accessTokens, callers, clock, users, logger }: Options) {
  async function checked<T>(connection: Connection, check: () => Promise<T | undefined>): Promise<T | undefined> {
    connection.verifying = true;
    try {
      return await check();
    } catch (error) {
      logger.error({ err: error }, 'a token could not be checked');
      connection.end(closeCodes.tryAgainLater, 'tokens cannot be checked now');
      return undefined;
    } finally {
      connection.verifying = false;
    }
  }

  const verified = (connection: Connection, token: string): Promise<VerifiedClaims | undefined> =>
    checked(connection, async () => {
      const claims = await accessTokens.verify(token, 'once');
      if (claims && claims.expiresAt > clock.now()) return claims;
      connection.end(closeCodes.token, 'the token is not valid');
      return undefined;
    });

  /** Asks what the person may do. Their claims are on the connection before that, so that no later change is missed. */
  async function admitted(connection: Connection, { expiresAt, ...claims }: VerifiedClaims): Promise<boolean> {
    connection.claims = claims;
    connection.expiresAt = expiresAt.getTime();
    const resolved = await checked(connection, async () => callers.resolve(claims));
    if (!resolved || connection.closed) return false;
    const refusal = refusalOf(resolved, connection.caller);
    if (refusal) connection.end(refusal.code, refusal.reason);
    if (refusal || resolved.outcome !== 'caller') return false;
    connection.caller = resolved.caller;
    return true;
  }

  return {
    /** True when the socket is somebody's now. */
    async signIn(connection: Connection, token: string): Promise<boolean> {
      const claims = await verified(connection, token);
      if (!claims || connection.closed) return false;
      if (users.enter(claims.userId)) return admitted(connection, claims);
      connection.end(closeCodes.limits, 'too many connections of one user');
      return false;
    },

    /** A newer token for an open socket: the same person and organization, for longer. */
    async renew(connection: Connection, token: string): Promise<void> {
      const { claims: old } = connection;
      const claims = await verified(connection, token);
      if (!claims || !old || connection.closed) return;
      if (claims.userId === old.userId && claims.organizationId === old.organizationId)
        await admitted(connection, claims);
      else connection.end(closeCodes.forbidden, 'this is not who the connection belongs to: connect again');
    },
  };
}
export type Authentication = ReturnType<typeof authentication>;
