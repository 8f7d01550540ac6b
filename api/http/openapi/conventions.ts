import type { oas31 } from 'zod-openapi';

type Parameter = oas31.ParameterObject;
type Header = oas31.HeaderObject;

/** Request headers, by the names they have among the document's components. */
export const parameters: Readonly<Record<string, Parameter>> = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'A random text of yours for this request. A repeat with the same key is answered as the first time and takes effect once.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
    example: '0f8fad5b-d9cb-469f-a165-70867728950e',
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    description: 'The ETag you read. If the resource has changed since, the answer is 412 and nothing happens.',
    schema: { type: 'string', pattern: '^"\\d+"$' },
    example: '"7"',
  },
  ConsistencyToken: {
    name: 'Consistency-Token',
    in: 'header',
    description: 'From the answer to a command: wait up to 5 seconds until what it did is visible here.',
    schema: { type: 'string', pattern: '^\\d+$' },
  },
};

export const headers: Readonly<Record<string, Header>> = {
  ConsistencyToken: {
    description: 'The position this answer shows or caused. Send it with a query to read at least this.',
    schema: { type: 'string', pattern: '^\\d+$' },
  },
  ETag: { description: 'The revision of the resource, for If-Match.', schema: { type: 'string', examples: ['"7"'] } },
  IdempotentReplayed: {
    description: '`true` when this is the first answer to an earlier request with the same key.',
    schema: { type: 'string', const: 'true' },
  },
  RateLimit: {
    description: 'Requests left and seconds until the window ends (draft-ietf-httpapi-ratelimit-headers).',
    schema: { type: 'string', examples: ['"organization";r=5999;t=60'] },
  },
  RateLimitPolicy: {
    description: 'The limits that hold: requests and seconds of each window.',
    schema: { type: 'string', examples: ['"ip";q=12000;w=60, "organization";q=6000;w=60'] },
  },
  RetryAfter: { description: 'Seconds to wait before trying again.', schema: { type: 'integer', minimum: 1 } },
  RequestId: { description: 'The correlation id of this request.', schema: { type: 'string' } },
  WWWAuthenticate: { description: 'How to authenticate.', schema: { type: 'string' } },
};

export const conventions = `
**Errors** are \`application/problem+json\` (RFC 9457). Switch on \`code\`; show \`detail\`; \`errors\` points at each
bad field or parameter. Quote \`correlationId\` when you ask us.

**Commands** (POST, PUT, PATCH, DELETE) take an \`Idempotency-Key\`: repeat a request with the same key as often as you
like, it takes effect once and you get the first answer again, marked \`Idempotent-Replayed: true\`. \`If-Match\` makes a
change conditional on the revision you read.

**Reading your writes**: a command answers with \`Consistency-Token\`. Send it with a query and the answer shows at
least that. Every query says in the same header how far it has come.

**Lists** answer \`{data, nextCursor}\`. Send \`nextCursor\` back as \`cursor\`, with the same filters and order, until it is
null.

**Limits** hold per address and per organization, and show in \`RateLimit\` and \`RateLimit-Policy\`.
`.trim();
