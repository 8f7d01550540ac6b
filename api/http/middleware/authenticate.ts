import type { AccessTokens } from '../../../application/ports/accessTokens.js';
import type { ApiKeyCallers, Caller, Callers, SignedIn } from '../../../application/ports/callers.js';
import { type Denial, permissionDenial } from '../../../domain/team/access/denial.js';
import type { Permission } from '../../../domain/team/permissions.js';
import { decidedBy } from '../decidedBy.js';
import { RequestRefused } from '../problem.js';

type Authenticating = Readonly<{
  accessTokens: Pick<AccessTokens, 'verify'>;
  callers: Pick<Callers, 'resolve'>;
  apiKeys?: ApiKeyCallers;
}>;

/** Who asks: a caller who may act in an organization, or somebody signed in who may not and the reason. */
export type Authenticated =
  | Readonly<{ asker: Caller; outsider: false }>
  | Readonly<{ asker: SignedIn; outsider: true; denial: Denial | undefined }>;

const challenge = { headers: { 'WWW-Authenticate': 'Bearer realm="objecta", error="invalid_token"' } };
const API_KEY = 'ok_';

/**
 * Who asks, by the token they bring and by what the log says of them at this moment. Whatever is wrong with a token, a
 * key or its session, the refusal is the same.
 * @throws RequestRefused invalid_token
 */
export async function authenticate(
  { accessTokens, callers, apiKeys }: Authenticating,
  authorization: string | undefined,
): Promise<Authenticated> {
  const token = authorization?.slice(0, 7).toLowerCase() === 'bearer ' ? authorization.slice(7) : '';
  if (token.startsWith(API_KEY)) {
    const caller = await apiKeys?.resolve(token);
    if (!caller) throw new RequestRefused('invalid_token', challenge);
    return { asker: caller, outsider: false };
  }
  const claims = token === '' ? undefined : await accessTokens.verify(token);
  const resolved = claims && (await callers.resolve(claims));
  if (!resolved || resolved.outcome === 'sessionEnded') throw new RequestRefused('invalid_token', challenge);
  if (resolved.outcome === 'caller') return { asker: resolved.caller, outsider: false };
  return { asker: resolved.person, outsider: true, denial: resolved.denial };
}

/**
 * The person who asks for something of their own, of whatever organization.
 * @throws RequestRefused person_needed, for an API key
 */
export function signedIn({ asker }: Authenticated): SignedIn {
  if (asker.kind === 'user') return asker;
  throw new RequestRefused('person_needed');
}

const refusalOf = {
  member: 'not_a_member',
  notSuspended: 'membership_suspended',
  roleHasPermission: 'permission_missing',
} as const;

/**
 * The caller, allowed to do what the permission covers.
 * @throws RequestRefused permission_missing, not_a_member or membership_suspended, naming the rule and the event that decided
 */
export function authorize(authenticated: Authenticated, permission: Permission): Caller {
  if (authenticated.outsider) {
    const { denial = { rule: 'member', decidedBy: null } as const } = authenticated;
    throw new RequestRefused(refusalOf[denial.rule], { members: decidedBy(denial) });
  }
  const { asker } = authenticated;
  if (asker.permissions.has(permission)) return asker;
  if (asker.kind === 'apiKey')
    throw new RequestRefused('permission_missing', {
      detail: `This needs the permission "${permission}", which the API key "${asker.roleName}" was not given.`,
      members: { permission, role: asker.role, ...decidedBy({ rule: 'keyHasPermission', decidedBy: asker.given }) },
    });
  throw new RequestRefused('permission_missing', {
    detail: `This needs the permission "${permission}", which the role "${asker.roleName}" does not have.`,
    members: { permission, role: asker.role, ...decidedBy(permissionDenial(asker, permission)) },
  });
}
