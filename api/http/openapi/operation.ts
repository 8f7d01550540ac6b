import { STATUS_CODES } from 'node:http';
import type { ZodOpenApiOperationObject, ZodOpenApiResponseObject } from 'zod-openapi';
import type { HttpRefusal } from '../httpRefusals.js';
import { staysOpen } from '../middleware/restriction.js';
import { problemSchema } from '../problem.js';
import { problemKind, type RefusalCode } from '../rejections.js';
import { querySchema } from '../requests/parameters.js';
import type { Route } from '../route.js';

const header = (name: string) => ({ $ref: `#/components/headers/${name}` });
const parameter = (name: string) => ({ $ref: `#/components/parameters/${name}` });

/** What a route may refuse with: what HTTP, its kind and its permission call for, and what it declares itself. */
export function refusalsOf(route: Route): RefusalCode[] {
  const { permission, kind, body, idempotencyKey } = route;
  const signedIn = permission !== 'public';
  const keyed: HttpRefusal[] = ['invalid_idempotency_key', 'idempotency_in_progress', 'idempotency_key_reused'];
  const json: HttpRefusal[] = [
    'malformed_json',
    'object_required',
    'forbidden_key',
    'unsupported_media_type',
    'unsupported_charset',
  ];
  const fields: HttpRefusal[] = [
    'body_required',
    'unknown_field',
    'invalid_body',
    'too_many_items',
    'too_deep',
    'amount_too_large',
    'invalid_text',
  ];
  const membership: HttpRefusal[] = ['permission_missing', 'not_a_member', 'membership_suspended'];
  const bytes: HttpRefusal[] = ['body_incomplete', 'body_too_large', 'unsupported_encoding'];
  const codes: RefusalCode[] = [
    ...(signedIn ? (['invalid_token'] as const) : []),
    ...(signedIn && permission !== 'signedIn' ? membership : []),
    ...(permission === 'signedIn' ? (['person_needed'] as const) : []),
    ...(kind === 'command' && signedIn && !staysOpen(route) ? (['payment_required'] as const) : []),
    ...(body === 'raw' ? [] : (['invalid_parameter'] as const)),
    ...(route.list ? (['invalid_cursor'] as const) : []),
    ...(kind === 'query' ? (['invalid_consistency_token', 'not_yet_visible'] as const) : bytes),
    ...(kind === 'command' ? (['invalid_if_match', 'outcome_unknown'] as const) : []),
    ...(kind === 'command' && body !== 'raw' ? json : []),
    ...(body !== undefined && body !== 'raw' ? fields : []),
    ...(kind === 'command' && signedIn ? keyed : []),
    ...(idempotencyKey === 'required' ? (['idempotency_key_required'] as const) : []),
    'rate_limited',
    'internal_error',
    'temporarily_unavailable',
    ...(route.refusals ?? []),
  ];
  return [...new Set(codes)];
}

function problemResponses(route: Route): Record<string, ZodOpenApiResponseObject> {
  const byStatus = new Map<number, RefusalCode[]>();
  for (const code of refusalsOf(route)) {
    const { status } = problemKind(code);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const describe = (code: RefusalCode) => `- \`${code.toLowerCase()}\`: ${problemKind(code).title}.`;
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      {
        description: codes.map(describe).join('\n'),
        headers: {
          'X-Request-Id': header('RequestId'),
          ...(status === 401 ? { 'WWW-Authenticate': header('WWWAuthenticate') } : {}),
          ...([409, 429, 503].includes(status) ? { 'Retry-After': header('RetryAfter') } : {}),
        },
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    ]),
  );
}

function answerResponses(route: Route): Record<string, ZodOpenApiResponseObject> {
  const command = route.kind === 'command';
  const shared = {
    'X-Request-Id': header('RequestId'),
    RateLimit: header('RateLimit'),
    'RateLimit-Policy': header('RateLimitPolicy'),
    'Consistency-Token': header('ConsistencyToken'),
    ...(command ? { ETag: header('ETag') } : {}),
    ...(command && route.permission !== 'public' ? { 'Idempotent-Replayed': header('IdempotentReplayed') } : {}),
  };
  return Object.fromEntries(
    Object.entries(route.answers).map(([status, schema]) => [
      status,
      {
        description: STATUS_CODES[status] ?? status,
        headers: shared,
        ...(schema ? { content: { 'application/json': { schema } } } : fileContent(route)),
      },
    ]),
  );
}

const fileContent = ({ fileType }: Route) =>
  fileType === undefined ? {} : { content: { [fileType]: { schema: { type: 'string' as const, format: 'binary' } } } };

function headerParameters({ kind, permission, idempotencyKey }: Route) {
  if (kind === 'query') return [parameter('ConsistencyToken')];
  if (permission === 'public') return [parameter('IfMatch')];
  const key = idempotencyKey === 'required' ? 'RequiredIdempotencyKey' : 'IdempotencyKey';
  return [parameter(key), parameter('IfMatch')];
}

function requestBodyOf({ body }: Route) {
  if (body === undefined) return {};
  if (body === 'raw') return { requestBody: { required: true, content: { 'application/json': { schema: {} } } } };
  return { requestBody: { required: true, content: { 'application/json': { schema: body } } } };
}

const accessText = ({ permission }: Route): string =>
  permission === 'public'
    ? 'Needs no sign-in.'
    : permission === 'signedIn'
      ? 'Needs sign-in, and no permission beyond it.'
      : `Needs the permission \`${permission}\`.`;

/** One operation of the OpenAPI document. */
export function operationOf(route: Route): ZodOpenApiOperationObject {
  return {
    operationId: route.operationId,
    summary: route.summary,
    description: [route.description, accessText(route)].filter(Boolean).join('\n\n'),
    tags: [route.tag],
    'x-permission': route.permission,
    security: route.permission === 'public' ? [] : [{ accessToken: [] }],
    parameters: headerParameters(route),
    requestParams: {
      ...(route.params ? { path: route.params } : {}),
      ...(route.query || route.list ? { query: querySchema(route.query, route.list) } : {}),
    },
    ...requestBodyOf(route),
    responses: { ...answerResponses(route), ...problemResponses(route) },
  } as ZodOpenApiOperationObject;
}
