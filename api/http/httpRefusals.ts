/** How a refusal shows on the wire. `detail` says what the caller can do about it. */
export type ProblemKind = Readonly<{
  status: number;
  title: string;
  detail: string;
  /** Of a 403: which rule forbids it, where the code does not name it. */
  rule?: string;
}>;

const kind = (status: number, title: string, detail: string): ProblemKind => ({ status, title, detail });

/** Refusals that HTTP itself calls for, whatever the route; the domain's own are in `rejections.ts`. */
export const httpRefusals = {
  malformed_request: kind(400, 'The request is malformed', 'The bytes received are not a valid HTTP request.'),
  malformed_json: kind(400, 'The body is not valid JSON', 'Send one JSON object, encoded as UTF-8.'),
  body_required: kind(400, 'A body is required', 'This route needs a JSON object as its body.'),
  body_incomplete: kind(
    400,
    'The body broke off',
    'The connection closed, or the body ended, before all of it arrived.',
  ),
  object_required: kind(400, 'The body must be an object', 'The outermost JSON value must be an object.'),
  forbidden_key: kind(400, 'A forbidden key', 'Objects may not have the keys "__proto__" or "constructor.prototype".'),
  idempotency_key_required: kind(
    400,
    'Idempotency-Key is required',
    'Send a new random key with each new request, and the same key when you repeat it.',
  ),
  invalid_idempotency_key: kind(400, 'Idempotency-Key is not usable', 'A key is 1 to 255 printable ASCII characters.'),
  invalid_token: kind(401, 'Sign-in is required', 'Send a valid access token as "Authorization: Bearer <token>".'),
  payment_required: kind(
    402,
    'Access is restricted until an invoice is paid',
    'Everything can still be read. Pay what is due, and changes are possible again at once.',
  ),
  permission_missing: kind(
    403,
    'Permission is missing',
    'Your role does not have the permission that this route needs.',
  ),
  not_a_member: kind(
    403,
    'You are not a member of this organization',
    'Your membership has ended, or there never was one; `decidedBy` names what ended it. Switch to an organization of yours.',
  ),
  membership_suspended: kind(
    403,
    'Your membership is suspended',
    'Whoever manages the team can reactivate it; `decidedBy` names the event that suspended it.',
  ),
  person_needed: {
    ...kind(403, 'Only people can do this', 'Sign in as a person: an API key is nobody of its own.'),
    rule: 'onlyPeople',
  },
  csrf: {
    ...kind(
      403,
      'Not asked by a page of ours',
      'The cookie counts only with the Origin header of a page of ours; send the refresh token in the body otherwise.',
    ),
    rule: 'cookieOnlyFromOurPages',
  },
  not_found: kind(404, 'Not found', 'There is nothing at this address, or it is not yours.'),
  method_not_allowed: kind(405, 'Method not allowed', 'The Allow header lists what this address takes.'),
  request_timeout: kind(408, 'The request took too long to arrive', 'Send headers and body without long pauses.'),
  identity_provider_in_use: kind(
    409,
    'People sign in elsewhere',
    'An identity provider outside of this product signs people in here: sign up, in and out there, and bring its access token.',
  ),
  idempotency_in_progress: kind(
    409,
    'The first request is still running',
    'A request with this Idempotency-Key is running; repeat it a little later.',
  ),
  body_too_large: kind(
    413,
    'The body is too large',
    'Send less at once; the limit holds for the body after decompression.',
  ),
  uri_too_long: kind(414, 'The address is too long', 'An address may have at most 8,192 characters.'),
  unsupported_media_type: kind(415, 'Unsupported media type', 'Send "Content-Type: application/json".'),
  unsupported_charset: kind(415, 'Unsupported charset', 'JSON is sent as UTF-8.'),
  unsupported_encoding: kind(415, 'Unsupported content encoding', 'Send the body as it is, or compressed with gzip.'),
  wrong_host: kind(421, 'Wrong host', 'This server does not answer under the name in the Host header.'),
  unknown_field: kind(422, 'Unknown field', 'Each error points at a field that this route does not take.'),
  invalid_body: kind(422, 'The body is not valid', 'Each error points at a field and says what is wrong with it.'),
  invalid_parameter: kind(
    422,
    'A parameter is not valid',
    'Each error names a parameter and says what is wrong with it.',
  ),
  invalid_cursor: kind(
    422,
    'The cursor is not usable',
    'Use a cursor as it was given, with the filters and order it was given for, or start again without.',
  ),
  invalid_consistency_token: kind(
    422,
    'Consistency-Token is not usable',
    'Send the token exactly as an earlier answer carried it.',
  ),
  invalid_if_match: kind(
    422,
    'If-Match is not usable',
    'Send one strong ETag exactly as an earlier answer carried it, such as "7".',
  ),
  idempotency_key_reused: kind(422, 'Idempotency-Key was used for another request', 'Use a new key for a new request.'),
  too_many_items: kind(422, 'Too many items', 'A body holds at most 10,000 keys and array items together.'),
  too_deep: kind(422, 'Nested too deeply', 'A body may be nested at most 32 levels deep.'),
  amount_too_large: kind(
    422,
    'A number is too large',
    'Integers beyond ±9,007,199,254,740,991 and numbers beyond the range of a double are refused, never rounded.',
  ),
  invalid_text: kind(422, 'A text is not valid Unicode', 'Texts may not contain U+0000 or unpaired surrogates.'),
  rate_limited: kind(429, 'Too many requests', 'Wait as long as Retry-After says.'),
  headers_too_large: kind(
    431,
    'The headers are too large',
    'Request line and headers together may have at most 16 kB.',
  ),
  internal_error: kind(
    500,
    'Something went wrong here',
    'The fault is ours and has been recorded; tell us the correlation id.',
  ),
  not_yet_visible: kind(
    503,
    'Not visible yet',
    'What you wrote has been recorded but is not yet readable; try again shortly.',
  ),
  outcome_unknown: kind(
    503,
    'The outcome is not known',
    'Repeat the request with the same Idempotency-Key: it takes effect once.',
  ),
  temporarily_unavailable: kind(
    503,
    'Temporarily unavailable',
    'Something this needs does not answer just now; try again shortly.',
  ),
} as const satisfies Record<string, ProblemKind>;

export type HttpRefusal = keyof typeof httpRefusals;
