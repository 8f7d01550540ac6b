import { createEventCodec } from '../../application/events/eventCodec.js';
import { eventRegistry } from '../../application/events/eventRegistry.js';
import { createFollowedStates } from '../../application/followedStates.js';
import type { AccessClaims, AccessTokens } from '../../application/ports/accessTokens.js';
import type { Callers } from '../../application/ports/callers.js';
import type { Clock } from '../../application/ports/clock.js';
import { resolveCaller } from '../../application/team/resolveCaller.js';
import { sessionStream } from '../../domain/identity/streams.js';
import { organizationStream } from '../../domain/team/streams.js';
import { givenMember } from './givenOrganization.js';
import { memoryLog } from './memoryLog.js';

/** Nobody's secrets are kept in a log that ends with the test. */
const inTheClear = {
  encrypt: async (_subject: string, _context: string, plaintext: string) => plaintext,
  decrypt: async (_subject: string, _context: string, ciphertext: string) => ciphertext,
};

export type KnownCallers = Readonly<{
  callers: Callers;
  /** A token of a person who is a member of the organization with this role (default owner) from now on, in this session. */
  issue: (
    claims: AccessClaims & Readonly<{ organizationId: string; role?: string }>,
    lifetimeSeconds: number,
  ) => Promise<string>;
  /** The log that says who is what, and how to tell that it says more now. */
  log: Readonly<{ eventStore: ReturnType<typeof memoryLog>; codec: ReturnType<typeof createEventCodec>; at: Date }>;
  changed: (stream: string) => void;
}>;

/** Callers resolved as in production, over a log in memory that holds whoever a token was issued for. */
export function knownCallers(accessTokens: Pick<AccessTokens, 'issue'>, clock: Clock): KnownCallers {
  const at = clock.now();
  const codec = createEventCodec(eventRegistry, inTheClear);
  const eventStore = memoryLog(at);
  const followed = createFollowedStates({ eventStore, codec, isFollowing: () => true });
  const log = { eventStore, codec, at };
  return {
    callers: resolveCaller(followed, clock),
    log,
    changed: followed.markStale,
    async issue({ role, ...claims }, lifetimeSeconds) {
      await givenMember(log, { ...claims, ...(role === undefined ? {} : { role }) });
      followed.markStale(organizationStream(claims.organizationId));
      followed.markStale(sessionStream(claims.sessionId));
      return accessTokens.issue(claims, lifetimeSeconds);
    },
  };
}
