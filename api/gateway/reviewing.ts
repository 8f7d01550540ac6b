import type { CallerChange, Callers } from '../../application/ports/callers.js';
import type { Logger } from '../../application/ports/logger.js';
import type { Connection } from './connection.js';
import { closeCodes } from './protocol.js';
import { refusalOf } from './standing.js';
import type { Watches } from './watches.js';

type Options = Readonly<{
  callers: Callers;
  connections: Iterable<Connection>;
  watches: Pick<Watches, 'review'>;
  logger: Logger;
}>;

/** Changes are gathered for so many milliseconds: a hundred removals at once look through the sockets once. */
const GATHER_MS = 20;

function concerns(
  { claims, caller }: Connection,
  sessions: ReadonlySet<string>,
  organizations: ReadonlySet<string>,
): boolean {
  if (!claims) return false;
  const organizationId = claims.organizationId === undefined ? caller?.organizationId : claims.organizationId;
  // Whose organization is being found out at this moment: anything may matter.
  if (organizationId === undefined) return true;
  return sessions.has(claims.sessionId) || (organizationId !== null && organizations.has(organizationId));
}

/**
 * Asks again who open sockets belong to whenever something happens to a session or an organization: a socket does not
 * outlive the right to it.
 */
export function reviewing({ callers, connections, watches, logger }: Options) {
  const sessions = new Set<string>();
  const organizations = new Set<string>();
  let gathering: NodeJS.Timeout | undefined;

  async function review(connection: Connection): Promise<void> {
    const { claims } = connection;
    if (!claims || connection.closed) return;
    try {
      const resolved = await callers.resolve(claims);
      const refusal = refusalOf(resolved, connection.caller);
      if (refusal) connection.end(refusal.code, refusal.reason);
      else if (resolved.outcome === 'caller') {
        connection.caller = resolved.caller;
        watches.review(connection);
      }
    } catch (error) {
      logger.error({ err: error }, 'it could not be told whose a socket is: it is closed');
      connection.end(closeCodes.tryAgainLater, 'tokens cannot be checked now');
    }
  }

  function reviewAll(): void {
    gathering = undefined;
    const concerned = [...connections].filter((connection) => concerns(connection, sessions, organizations));
    sessions.clear();
    organizations.clear();
    for (const connection of concerned) void review(connection);
  }

  const silence = callers.onChange((change: CallerChange) => {
    if ('sessionId' in change) sessions.add(change.sessionId);
    else organizations.add(change.organizationId);
    gathering ??= setTimeout(reviewAll, GATHER_MS);
  });

  return {
    stop(): void {
      silence();
      clearTimeout(gathering);
    },
  };
}
