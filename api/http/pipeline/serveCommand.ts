import type { Middleware } from 'koa';
import { z } from 'zod';
import { actorOf } from '../actorOf.js';
import { writeAnswer } from '../answers/writeAnswer.js';
import { commandIdOf, requestHashOf, underKey } from '../middleware/idempotency.js';
import { assertUnrestricted, staysOpen } from '../middleware/restriction.js';
import { newId } from '../newId.js';
import { RequestRefused } from '../problem.js';
import { readIdempotencyKey, readIfMatch } from '../requests/headers.js';
import { assertJsonContentType, parseJson } from '../requests/parseJson.js';
import { readBody } from '../requests/readBody.js';
import { validateBody } from '../requests/validate.js';
import type { Route } from '../route.js';
import { headersOf, prepare } from './prepare.js';
import type { Serving } from './serving.js';

const emptyObject: z.ZodType = z.strictObject({});

/** Reads a body as the route declares it; a route without a body takes none, or an empty object. */
function bodyReader({
  body: schema,
  bodyOptional,
}: Route): (contentType: string | undefined, bytes: Buffer) => unknown {
  if (schema === 'raw') return () => undefined;
  return (contentType, bytes) => {
    if (bytes.length === 0) {
      if (!schema) return undefined;
      if (bodyOptional) return validateBody(schema, {});
      throw new RequestRefused('body_required');
    }
    assertJsonContentType(contentType);
    const body = validateBody(schema ?? emptyObject, parseJson(bytes));
    return schema ? body : undefined;
  };
}

/** Serves a command: reads and checks all of it before the key is claimed, so that a mistake costs no key. */
export function serveCommand(route: Route, serving: Serving): Middleware {
  const { admit, read, answer } = prepare(route, serving);
  const { idempotencyKeys, publicCommandIds, logger, restrictionOf } = serving;
  const { operationId } = route;
  const maxBodyBytes = route.maxBodyBytes ?? serving.limits.maxBodyBytes;
  const keyRequired = route.idempotencyKey === 'required';
  const readJson = bodyReader(route);

  return async (context) => {
    const caller = await admit(context);
    if (caller?.organizationId && restrictionOf && !staysOpen(route))
      assertUnrestricted(await restrictionOf(caller.organizationId));
    const incoming = read(context, caller);
    const headers = headersOf(context);
    const ifMatch = headers['if-match'];
    const expectedRevision = readIfMatch(ifMatch);
    const key = readIdempotencyKey(headers['idempotency-key'], keyRequired);
    const rawBody = await readBody(context.req, maxBodyBytes);
    const body = readJson(headers['content-type'], rawBody);

    if (caller === undefined || key === undefined) {
      const commandId = key === undefined ? newId() : publicCommandIds.of(operationId, key, rawBody);
      const request = { ...incoming, rawBody, body, expectedRevision, commandId };
      writeAnswer(context, await answer(context, request));
      return;
    }

    const actorId = actorOf(caller).id;
    // Who belongs to no organization is a scope of their own.
    const organizationId = caller.organizationId ?? actorId;
    const commandId = commandIdOf(organizationId, actorId, operationId, key);
    const requestHash = requestHashOf(context.req.url ?? '', ifMatch, rawBody);
    const request = { ...incoming, rawBody, body, expectedRevision, commandId };
    const { answer: answered, replayed } = await underKey(
      idempotencyKeys,
      { commandId, organizationId, requestHash, keepAnswer: !route.answerHoldsSecret },
      () => answer(context, request),
      (error) => logger.warn({ err: error, commandId, correlationId: incoming.correlationId }, 'answer not recorded'),
    );
    if (replayed) context.res.setHeader('Idempotent-Replayed', 'true');
    writeAnswer(context, answered);
  };
}
