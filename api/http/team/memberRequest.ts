import type { Caller } from '../../../application/ports/callers.js';
import type { MemberRequest } from '../../../application/team/organizationCommand.js';
import { personOf } from '../personOf.js';

type Request = Readonly<{
  caller: Caller;
  commandId: string;
  correlationId: string;
  expectedRevision: bigint | undefined;
}>;

/**
 * What a member asks of their organization, from their HTTP request.
 * @throws RequestRefused person_needed, for an API key: whom it belongs to, only people decide
 */
export function memberRequest({ caller, commandId, correlationId, expectedRevision }: Request): MemberRequest {
  const { organizationId, userId } = personOf(caller);
  const actor = { kind: 'user', id: userId } as const;
  const context = { commandId, correlationId, causationId: correlationId, organizationId, actor };
  return { organizationId, by: userId, expectedRevision, context };
}
