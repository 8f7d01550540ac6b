import { z } from 'zod';
import { refused } from '../../../../api/http/problem.js';
import { integerParameter } from '../../../../api/http/requests/parameters.js';
import { type Route, route } from '../../../../api/http/route.js';
import { AppendOutcomeUnknown, EventStoreUnavailable } from '../../../../application/ports/eventStore.js';
import type { Gates } from './gates.js';

const thingSchema = z.object({ id: z.string(), revision: z.int() }).meta({ id: 'Thing' });
const tag = 'Things';

/** What the routes have done, by command id: the same command twice is one effect, as in the event store. */
export type Effects = Readonly<{ runs: string[]; byCommand: Map<string, unknown>; correlationIds: string[] }>;
export const newEffects = (): Effects => ({ runs: [], byCommand: new Map(), correlationIds: [] });

const faults: Readonly<Record<string, () => Error>> = {
  bug: () => new Error('SELECT secret FROM passwords at /srv/app.ts:1'),
  outcomeUnknown: () => new AppendOutcomeUnknown('no answer'),
  eventStoreDown: () => new EventStoreUnavailable('refused'),
  postgresDown: () => Object.assign(new Error('connect ECONNREFUSED 10.0.0.1:5432'), { code: 'ECONNREFUSED' }),
};

/** A tiny product to try every convention on. */
export function thingRoutes(effects: Effects, gates: Gates): Route[] {
  const record = async (commandId: string, body: unknown) => {
    effects.runs.push(commandId);
    await gates.pass();
    effects.byCommand.set(commandId, body);
  };
  return [
    route({
      method: 'POST',
      path: '/api/v1/things',
      operationId: 'createThing',
      summary: 'Create a thing',
      tag,
      permission: 'billing:manage',
      kind: 'command',
      body: z.strictObject({
        name: z.string().max(50),
        quantity: z.int().min(1).optional(),
        note: z.unknown().optional(),
        size: z.strictObject({ width: z.int() }).optional(),
      }),
      answers: { 201: thingSchema },
      refusals: ['REVISION_MISMATCH', 'not_found'],
      handle: async ({ body, commandId, expectedRevision, correlationId, caller }) => {
        effects.correlationIds.push(correlationId);
        const fault = faults[body.name];
        await record(commandId, body);
        if (fault) throw fault();
        if (body.name === 'missing') return refused('not_found');
        if (expectedRevision !== undefined && expectedRevision !== 7n)
          return refused('REVISION_MISMATCH', { members: { currentRevision: 7 } });
        return {
          status: 201,
          body: { id: `${caller.organizationId}:${commandId}`, revision: 8 },
          position: 41n,
          revision: 8n,
          headers: { Location: `/api/v1/things/${commandId}` },
        };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/payments',
      operationId: 'pay',
      summary: 'Pay',
      tag: 'Money',
      permission: 'billing:manage',
      kind: 'command',
      idempotencyKey: 'required',
      body: z.strictObject({ amount: z.int().min(1) }),
      answers: { 200: z.object({ paid: z.int() }) },
      handle: async ({ body, commandId }) => {
        await record(commandId, body);
        return { status: 200, body: { paid: body.amount } };
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/v1/things/:thingId',
      operationId: 'deleteThing',
      summary: 'Delete a thing',
      tag,
      permission: 'billing:manage',
      kind: 'command',
      params: z.strictObject({ thingId: z.string().regex(/^[a-z0-9-]+$/) }),
      answers: { 204: null },
      handle: async ({ params, commandId }) => {
        await record(commandId, params.thingId);
        return { status: 204, position: 42n };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/things/:thingId',
      operationId: 'getThing',
      summary: 'Show a thing',
      tag,
      permission: 'billing:read',
      kind: 'query',
      params: z.strictObject({ thingId: z.string().regex(/^[a-z0-9-]+$/) }),
      readModels: ['things', 'thingTotals'],
      answers: { 200: z.object({ id: z.string() }) },
      handle: async ({ params }) => ({ status: 200, body: { id: params.thingId } }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/things',
      operationId: 'listThings',
      summary: 'List things',
      tag,
      permission: 'billing:read',
      kind: 'query',
      query: z.strictObject({
        color: z.string().max(20).optional(),
        minimum: integerParameter({ min: 0, max: 9 }).optional(),
      }),
      list: { sorts: ['-createdAt', 'createdAt', 'name'], key: z.strictObject({ at: z.int() }) },
      answers: {
        200: z.object({
          data: z.array(z.object({ at: z.int() })),
          nextCursor: z.string().nullable(),
          sort: z.string(),
        }),
      },
      handle: async ({ page }) => {
        const first = page.after ? page.after.at + 1 : 0;
        const data = Array.from({ length: Math.min(page.limit, 1_000 - first) }, (_, index) => ({ at: first + index }));
        const last = data.at(-1);
        return { status: 200, body: { data, nextCursor: last ? page.cursorAfter(last) : null, sort: page.sort } };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/me',
      operationId: 'me',
      summary: 'Who am I',
      tag: 'Identity',
      permission: 'signedIn',
      kind: 'query',
      answers: { 200: z.object({ userId: z.string(), ip: z.string() }) },
      handle: async ({ caller, ip }) => ({ status: 200, body: { userId: caller.userId, ip } }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/hooks',
      operationId: 'receiveHook',
      summary: 'Receive a hook',
      tag: 'Hooks',
      permission: 'public',
      kind: 'command',
      body: 'raw',
      maxBodyBytes: 512 * 1024,
      answers: { 200: z.object({ bytes: z.int(), signature: z.string() }) },
      handle: async ({ rawBody, headers, commandId }) => {
        effects.runs.push(commandId);
        return { status: 200, body: { bytes: rawBody.length, signature: headers['x-signature'] ?? '' } };
      },
    }),
  ];
}
