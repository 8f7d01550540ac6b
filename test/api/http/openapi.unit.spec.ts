import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { route } from '../../../api/http/route.js';
import { startTestApp, type TestApp } from './support/testApp.js';

type Json = { [key: string]: Json } & { $ref?: string };
type Operation = Readonly<{
  operationId: string;
  'x-permission': string;
  security: unknown[];
  description: string;
  parameters: { name?: string; $ref?: string; schema?: Json }[];
  responses: Record<string, { content?: Record<string, unknown>; description: string; headers: Json }>;
}>;
type Document = Readonly<{ openapi: string; paths: Record<string, Record<string, Operation>>; components: Json }>;

let app: TestApp;
let document: Document;
beforeAll(async () => {
  app = await startTestApp();
  document = (await (await app.call('/openapi.json', { bearer: null })).json()) as Document;
});
afterAll(() => app.close());

const operations = () => Object.values(document.paths).flatMap((methods) => Object.values(methods));

describe('the OpenAPI document', () => {
  it('is 3.1 and lists every route', () => {
    expect(document.openapi).toMatch(/^3\.1/);
    expect(
      operations()
        .map(({ operationId }) => operationId)
        .sort(),
    ).toEqual(['createThing', 'deleteThing', 'getThing', 'listThings', 'me', 'pay', 'receiveHook'].sort());
  });

  it('has no reference that leads nowhere', () => {
    const references: string[] = [];
    JSON.stringify(document, (key, value) => {
      if (key === '$ref') references.push(value as string);
      return value as unknown;
    });
    expect(references.length).toBeGreaterThan(20);
    for (const reference of new Set(references)) {
      expect(reference).toMatch(/^#\//);
      const target = reference
        .slice(2)
        .split('/')
        .reduce<Json | undefined>((at, step) => at?.[step], document as unknown as Json);
      expect({ reference, found: typeof target }).toEqual({ reference, found: 'object' });
    }
  });

  it('names the permission, the security and the problem answers of every route', () => {
    for (const operation of operations()) {
      const isPublic = operation['x-permission'] === 'public';
      expect(operation['x-permission']).toMatch(/^(public|signedIn|\w+:\w+)$/);
      expect(operation.security).toEqual(isPublic ? [] : [{ accessToken: [] }]);
      expect(operation.description).toMatch(/Needs/);
      const problems = Object.entries(operation.responses).filter(([status]) => Number(status) >= 400);
      expect(problems.map(([status]) => status)).toEqual(
        expect.arrayContaining(['429', '500', '503', ...(isPublic ? [] : ['401'])]),
      );
      for (const [, { content, description }] of problems) {
        expect(Object.keys(content ?? {})).toEqual(['application/problem+json']);
        expect(description).toMatch(/^- `\w+`: /);
      }
      const answers = Object.entries(operation.responses).filter(([status]) => Number(status) < 400);
      for (const [, { headers }] of answers)
        expect(Object.keys(headers)).toEqual(expect.arrayContaining(['Consistency-Token', 'RateLimit']));
    }
  });

  it('names the headers a route takes, its own refusals and its parameters', () => {
    const create = document.paths['/api/v1/things']?.post;
    expect(create?.parameters.map(({ $ref }) => $ref)).toEqual([
      '#/components/parameters/IdempotencyKey',
      '#/components/parameters/IfMatch',
    ]);
    expect(create?.responses['412']?.description).toContain('`revision_mismatch`');
    expect(document.paths['/api/v1/payments']?.post?.parameters[0]?.$ref).toContain('RequiredIdempotencyKey');
    const list = document.paths['/api/v1/things']?.get;
    const limit = list?.parameters.find(({ name }) => name === 'limit');
    expect(limit?.schema).toMatchObject({ type: 'integer', minimum: 1, maximum: 200 });
    expect(document.paths['/api/v1/things/{thingId}']?.get?.parameters.map(({ name }) => name)).toContain('thingId');
  });
});

describe('a declaration that contradicts itself', () => {
  const base = {
    method: 'POST',
    path: '/x/:id',
    operationId: 'x',
    summary: 'x',
    tag: 'x',
    permission: 'signedIn',
    kind: 'command',
    answers: { 204: null },
    handle: async () => ({ status: 204 }) as const,
  } as const;
  const params = z.strictObject({ id: z.string() });
  const body = (schema: z.ZodType) => () => route({ ...base, params, body: schema });

  it('is refused when it is made', () => {
    expect(() => route(base)).toThrow('path parameters are [id]');
    expect(body(z.object({ a: z.int() }))).toThrow('unknown fields would pass silently at /');
    expect(body(z.strictObject({ a: z.array(z.object({ b: z.int() })).optional() }))).toThrow('/a/*');
    expect(body(z.strictObject({ a: z.union([z.null(), z.object({})]) }))).toThrow('/a');
    expect(() => route({ ...base, params, method: 'GET' })).toThrow('a command is not a GET');
    expect(() => route({ ...base, params, kind: 'query' })).toThrow('a query is a GET');
    expect(() => route({ ...base, params, permission: 'public', idempotencyKey: 'required' })).toThrow('caller');
    expect(body(z.strictObject({ a: z.looseObject({}), b: z.record(z.string(), z.int()) }))).not.toThrow();
  });
});

describe('/docs', () => {
  it('is where / leads', async () => {
    const answer = await app.call('/', { bearer: null });
    expect([302, 303, 307]).toContain(answer.status);
    expect(answer.headers.get('Location')).toBe('/docs');
  });

  it('is a page whose every part comes from here and is allowed by its policy', async () => {
    const answer = await app.call('/docs', { bearer: null });
    const html = await answer.text();
    const policy = answer.headers.get('Content-Security-Policy') ?? '';
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(html).not.toMatch(/<script>|<style|style=|onload=|https?:\/\//);
    const parts = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(parts.length).toBeGreaterThanOrEqual(6);
    for (const part of parts) {
      const loaded = await app.call(part, { bearer: null });
      expect({ part, status: loaded.status, sniff: loaded.headers.get('X-Content-Type-Options') }).toEqual({
        part,
        status: 200,
        sniff: 'nosniff',
      });
      expect((await loaded.arrayBuffer()).byteLength).toBeGreaterThan(50);
    }
    expect((await app.call('/docs/swagger-ui-bundle.js')).headers.get('Content-Encoding')).toBe('gzip');
  });

  it('is not sent again when it has not changed', async () => {
    const etag = (await app.call('/openapi.json')).headers.get('ETag') ?? '';
    const again = await app.call('/openapi.json', { headers: { 'If-None-Match': etag } });
    expect({ status: again.status, body: await again.text() }).toEqual({ status: 304, body: '' });
  });
});
