import type { ApiKeyUses } from '../../../application/ports/apiKeyUses.js';
import type { Clock } from '../../../application/ports/clock.js';
import type { CreateApiKey } from '../../../application/team/createApiKey.js';
import type { NamesOf } from '../../../application/team/namesOf.js';
import type { OrganizationNow } from '../../../application/team/organizationNow.js';
import type { RevokeApiKey } from '../../../application/team/revokeApiKey.js';
import type { RotateApiKey } from '../../../application/team/rotateApiKey.js';
import { person } from '../../../domain/team/activity/told.js';
import { apiKeyText } from '../../../domain/team/apiKeyText.js';
import type { ScopedQueries } from '../../../projections/runtime/scopedQueries.js';
import { type ApiKeyOfOrganization, apiKeyById, apiKeysOf } from '../../../projections/team/apiKeys/apiKeys.query.js';
import { organizationById } from '../../../projections/team/organizations/organizations.query.js';
import { refused } from '../problem.js';
import { type Route, route } from '../route.js';
import {
  apiKeyAnswer,
  apiKeyList,
  apiKeyMade,
  apiKeyParams,
  apiKeyRevoked,
  apiKeyTerms,
  rotation,
} from './apiKey.schemas.js';
import { memberRequest } from './memberRequest.js';
import type { TeamRefusal } from './organizationRefusal.js';

type Uses = Readonly<{
  createApiKey: CreateApiKey;
  rotateApiKey: RotateApiKey;
  revokeApiKey: RevokeApiKey;
  organizationNow: OrganizationNow;
  namesOf: NamesOf;
  apiKeyUses: Pick<ApiKeyUses, 'lastUses'>;
  clock: Clock;
  teamRefusal: TeamRefusal;
}>;

const always = ['not_found', 'permission_missing', 'REVISION_MISMATCH', 'STREAM_BUSY'] as const;
const forSecrets = [...always, 'API_KEY_EXCEEDS_OWN', 'API_KEY_REQUEST_REPEATED'] as const;
const createRefusals = [...forSecrets, 'API_KEY_NAME_TAKEN', 'API_KEYS_TOO_MANY', 'API_KEY_EXPIRY_PAST'] as const;
const rotateRefusals = [...forSecrets, 'API_KEY_EXPIRED'] as const;

const path = '/api/v1/api-keys';
const needs = { permission: 'apiKeys:manage' } as const;
const ofKeys = { tag: 'API keys', ...needs } as const;
const shows = { ...ofKeys, method: 'GET', kind: 'query', readModels: ['team.api_keys', 'team.organizations'] } as const;

/** What an organization lets servers of its own do. */
export function apiKeyRoutes(db: ScopedQueries, uses: Uses): readonly Route[] {
  /** Keys as they are shown: who made them by name, and whether they are still there to answer for them. */
  async function shownKeys(organizationId: string, keys: readonly ApiKeyOfOrganization[]) {
    const nameOf = uses.namesOf(organizationId);
    const [{ members }, lastUses] = await Promise.all([
      uses.organizationNow(organizationId),
      uses.apiKeyUses.lastUses(organizationId),
    ]);
    const now = uses.clock.now().getTime();
    const doneBy = async (userId: string) => ({
      userId,
      name: await nameOf(person(userId)),
      member: members[userId] !== undefined,
    });
    return Promise.all(
      keys.map(async ({ lastFour, createdBy, rotatedBy, formerGoodUntil, ...key }) => ({
        ...key,
        shown: apiKeyText(`…${lastFour}`),
        status: key.expiresAt !== null && Date.parse(key.expiresAt) <= now ? ('expired' as const) : ('active' as const),
        createdBy: await doneBy(createdBy),
        rotatedBy: rotatedBy === null ? null : await doneBy(rotatedBy),
        formerGoodUntil: formerGoodUntil !== null && Date.parse(formerGoodUntil) > now ? formerGoodUntil : null,
        lastUsedAt: lastUses.get(key.apiKeyId) ?? null,
      })),
    );
  }

  return [
    route({
      ...shows,
      path,
      operationId: 'listApiKeys',
      summary: 'API keys of your organization',
      description: 'All that have not been revoked, at most 50. Whoever made one may be gone: the key stays.',
      answers: { 200: apiKeyList },
      handle: async ({ caller: { organizationId } }) => {
        const reads = db.of(organizationId);
        const data = await shownKeys(organizationId, await apiKeysOf(reads, organizationId));
        const organization = await organizationById(reads, organizationId);
        return { status: 200, revision: organization?.revision, body: { data, nextCursor: null } };
      },
    }),
    route({
      ...shows,
      path: `${path}/:apiKeyId`,
      operationId: 'getApiKey',
      summary: 'One API key of your organization',
      params: apiKeyParams,
      answers: { 200: apiKeyAnswer },
      refusals: ['not_found'],
      handle: async ({ caller: { organizationId }, params: { apiKeyId } }) => {
        const reads = db.of(organizationId);
        const found = await apiKeyById(reads, organizationId, apiKeyId);
        const [body] = found ? await shownKeys(organizationId, [found]) : [];
        if (!body) return refused('not_found');
        const organization = await organizationById(reads, organizationId);
        return { status: 200, revision: organization?.revision, body };
      },
    }),
    route({
      ...ofKeys,
      method: 'POST',
      path,
      operationId: 'createApiKey',
      summary: 'Make an API key',
      description:
        'For calls from server to server. It can do what you name and nothing else, and belongs to the organization: it stays when you go.',
      kind: 'command',
      body: apiKeyTerms,
      answers: { 201: apiKeyMade },
      answerHoldsSecret: true,
      refusals: createRefusals,
      handle: async (request) => {
        const asked = memberRequest(request);
        const done = await uses.createApiKey(asked, request.body);
        if (!done.accepted)
          return uses.teamRefusal(createRefusals, done.rejection, { ...asked, ...needs, ...request.body });
        const { apiKeyId, secret, revision, position } = done;
        return { status: 201, revision, position, body: { apiKeyId, secret, revision: String(revision) } };
      },
    }),
    route({
      ...ofKeys,
      method: 'POST',
      path: `${path}/:apiKeyId/rotate`,
      operationId: 'rotateApiKey',
      summary: 'Give an API key a new secret',
      description: 'Secrets before it are good for the grace that you choose, and never longer than they were.',
      kind: 'command',
      openWhenRestricted: true,
      params: apiKeyParams,
      body: rotation,
      answers: { 200: apiKeyMade },
      answerHoldsSecret: true,
      refusals: rotateRefusals,
      handle: async (request) => {
        const asked = memberRequest(request);
        const { apiKeyId } = request.params;
        const done = await uses.rotateApiKey(asked, { apiKeyId, ...request.body });
        if (!done.accepted) return uses.teamRefusal(rotateRefusals, done.rejection, { ...asked, ...needs, apiKeyId });
        const { secret, revision, position } = done;
        return { status: 200, revision, position, body: { apiKeyId, secret, revision: String(revision) } };
      },
    }),
    route({
      ...ofKeys,
      method: 'DELETE',
      path: `${path}/:apiKeyId`,
      operationId: 'revokeApiKey',
      summary: 'Revoke an API key',
      description: 'It is worth nothing from the next request on, and does not come back.',
      kind: 'command',
      openWhenRestricted: true,
      params: apiKeyParams,
      answers: { 200: apiKeyRevoked },
      refusals: always,
      handle: async (request) => {
        const asked = memberRequest(request);
        const { apiKeyId } = request.params;
        const done = await uses.revokeApiKey(asked, apiKeyId);
        if (!done.accepted) return uses.teamRefusal(always, done.rejection, { ...asked, ...needs });
        const { revision, position } = done;
        return { status: 200, revision, position, body: { apiKeyId, revision: String(revision) } };
      },
    }),
  ];
}
