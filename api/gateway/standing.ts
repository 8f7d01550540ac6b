import type { ResolvedCaller, UserCaller } from '../../application/ports/callers.js';
import { closeCodes } from './protocol.js';

const suspended = 'your membership is suspended';
const outside = 'you are not a member of this organization';

/**
 * Why somebody may have no socket, by what the log says of them at this moment; undefined where they may.
 * @param before who they were when last asked: a socket stays with the organization it began with
 */
export function refusalOf(
  resolved: ResolvedCaller,
  before: UserCaller | undefined,
): Readonly<{ code: number; reason: string }> | undefined {
  if (resolved.outcome === 'sessionEnded') return { code: closeCodes.token, reason: 'the session has ended' };
  if (resolved.outcome === 'outsider')
    return { code: closeCodes.forbidden, reason: resolved.denial?.rule === 'notSuspended' ? suspended : outside };
  if (before && before.organizationId !== resolved.caller.organizationId)
    return { code: closeCodes.forbidden, reason: 'the session is in another organization now: connect again' };
  if (resolved.caller.permissions.has('notifications:read')) return undefined;
  return { code: closeCodes.forbidden, reason: 'your role may not read notifications' };
}
