import type { Caller, UserCaller } from '../../application/ports/callers.js';
import { RequestRefused } from './problem.js';

/**
 * The person behind a caller, where what is asked is a person's to do.
 * @throws RequestRefused person_needed, for an API key
 */
export function personOf(caller: Caller): UserCaller {
  if (caller.kind === 'user') return caller;
  throw new RequestRefused('person_needed');
}
