import type { Caller, SignedIn } from '../../application/ports/callers.js';
import type { Actor } from '../../domain/event.js';

/** Who is recorded as having done what a caller asks for. */
export const actorOf = (caller: Caller | SignedIn): Actor =>
  caller.kind === 'user' ? { kind: 'user', id: caller.userId } : { kind: 'apiKey', id: caller.keyId };
