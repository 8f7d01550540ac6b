import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expectProblem } from './support/expectProblem.js';
import { startTestApp, type TestApp } from './support/testApp.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
beforeEach(() => {
  app.effects.runs.length = 0;
});
afterAll(() => app.close());

const create = (body: string | Uint8Array | object, headers: Record<string, string> = {}) =>
  app.post('/api/v1/things', body, headers);

describe('bodies that cannot be read', () => {
  it.each([
    ['cut off', '{"a":', 400, 'malformed_json'],
    ['two values', '{} {}', 400, 'malformed_json'],
    ['a trailing comma', '{"name":"a",}', 400, 'malformed_json'],
    ['a byte order mark', '\uFEFF{"name":"a"}', 400, 'malformed_json'],
    ['empty', '', 400, 'body_required'],
    ['blank', ' \n ', 400, 'body_required'],
    ['an array', '[]', 400, 'object_required'],
    ['a number', '7', 400, 'object_required'],
    ['a text', '"x"', 400, 'object_required'],
    ['null', 'null', 400, 'object_required'],
    ['__proto__', '{"__proto__":{"x":1}}', 400, 'forbidden_key'],
    ['__proto__ inside', '{"name":"a","note":[{"__proto__":{"x":1}}]}', 400, 'forbidden_key'],
    ['constructor.prototype', '{"name":"a","note":{"constructor":{"prototype":{"x":1}}}}', 400, 'forbidden_key'],
    ['an escaped __proto__', '{"\\u005f_proto__":{"x":1}}', 400, 'forbidden_key'],
    ['33 levels', `{"note":${'['.repeat(32)}${']'.repeat(32)}}`, 422, 'too_deep'],
    ['100,000 levels', `{"note":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 422, 'too_deep'],
    ['10,001 items', `{"note":[${Array(10_000).fill('1').join(',')}]}`, 422, 'too_many_items'],
    ['U+0000', '{"name":"a\\u0000b"}', 422, 'invalid_text'],
    ['an unpaired surrogate', '{"name":"\\ud800"}', 422, 'invalid_text'],
    ['an unpaired surrogate in a key', '{"note":{"\\udc00":1}}', 422, 'invalid_text'],
  ])('%s', async (_name, body, status, code) => {
    await expectProblem(await create(body), status, code);
    expect(app.effects.runs).toHaveLength(0);
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
  });

  it('bytes that are not UTF-8', async () => {
    await expectProblem(await create(Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d)), 400, 'malformed_json');
  });

  it('a key named constructor alone is only unknown', async () => {
    await expectProblem(await create('{"name":"a","constructor":1}'), 422, 'unknown_field');
  });

  it.each([
    ['text/plain', 415, 'unsupported_media_type'],
    ['multipart/form-data; boundary=x', 415, 'unsupported_media_type'],
    ['application/x-www-form-urlencoded', 415, 'unsupported_media_type'],
    ['application/jsonp', 415, 'unsupported_media_type'],
    ['', 415, 'unsupported_media_type'],
    ['application/json; charset=utf-7', 415, 'unsupported_charset'],
    ['application/json; charset="utf-16"', 415, 'unsupported_charset'],
  ])('of type "%s"', async (type, status, code) => {
    const answer = await create(new TextEncoder().encode('{"name":"a"}'), { 'Content-Type': type });
    await expectProblem(answer, status, code);
  });

  it.each(['application/json; charset=UTF-8', 'application/merge-patch+json', 'APPLICATION/JSON'])(
    'but %s is read',
    async (type) => {
      expect((await create({ name: 'a' }, { 'Content-Type': type })).status).toBe(201);
    },
  );
});

describe('numbers', () => {
  it.each([
    '9007199254740993',
    '-9007199254740992',
    '99999999999999999999',
    '1e400',
    '-1e400',
    '1e16',
    '9007199254740993.0',
  ])('%s is refused, not rounded', async (number) => {
    const problem = await expectProblem(await create(`{"name":"a","note":[1, ${number}]}`), 422, 'amount_too_large');
    expect(problem.errors[0]?.detail).toContain(number);
    expect(app.effects.runs).toHaveLength(0);
  });

  it('the largest exact integer, fractions, and digits inside texts are taken', async () => {
    const note = '[9007199254740991, -9007199254740991, 0.1, 1e3, 1.5e300000, ": 99999999999999999999", "\\" 1e400"]';
    const fine = note.replace(' 1.5e300000,', '');
    expect((await create(`{"name":"a","note":${fine}}`)).status).toBe(201);
    await expectProblem(await create(`{"name":"a","note":${note}}`), 422, 'amount_too_large');
  });

  it('any body either arrives unchanged or is refused', async () => {
    const json = fc.jsonValue({ maxDepth: 4 });
    await fc.assert(
      fc.asyncProperty(json, async (note) => {
        app.effects.byCommand.clear();
        const sent = { name: 'a', note };
        const answer = await create(sent);
        const [received] = app.effects.byCommand.values();
        if (answer.status === 201) expect(JSON.stringify(received)).toBe(JSON.stringify(sent));
        else expect([400, 422]).toContain(answer.status);
      }),
      { numRuns: 150 },
    );
  });
});

describe('fields', () => {
  it.each([
    ['an unknown field', { name: 'a', price: 1 }, 'unknown_field', '/price', 'unknown_field'],
    [
      'an unknown field inside',
      { name: 'a', size: { width: 1, 'a/b~': 2 } },
      'unknown_field',
      '/size/a~1b~0',
      'unknown_field',
    ],
    ['a missing field', {}, 'invalid_body', '/name', 'required'],
    ['a wrong type', { name: 7 }, 'invalid_body', '/name', 'invalid_type'],
    ['too small', { name: 'a', quantity: 0 }, 'invalid_body', '/quantity', 'out_of_range'],
    ['a fraction', { name: 'a', quantity: 1.5 }, 'invalid_body', '/quantity', 'invalid_type'],
    ['a number as text', { name: 'a', quantity: '1' }, 'invalid_body', '/quantity', 'invalid_type'],
    ['too long', { name: 'a'.repeat(51) }, 'invalid_body', '/name', 'too_long'],
  ])('%s is pointed at', async (_name, body, code, pointer, fault) => {
    const problem = await expectProblem(await create(body), 422, code);
    expect(problem.errors).toEqual([{ pointer, code: fault, detail: expect.any(String) }]);
    expect(app.effects.runs).toHaveLength(0);
  });

  it('a route without a body takes none, or an empty object', async () => {
    const remove = (body: string) =>
      app.call('/api/v1/things/t-1', { method: 'DELETE', body, headers: { 'Content-Type': 'application/json' } });
    expect((await remove('')).status).toBe(204);
    expect((await remove('{}')).status).toBe(204);
    await expectProblem(await remove('{"force":true}'), 422, 'unknown_field');
  });
});

describe('sizes', () => {
  const bodyOf = (bytes: number) => `{"name":"a","note":"${'x'.repeat(bytes - '{"name":"a","note":""}'.length)}"}`;

  it('one mebibyte is taken, one byte more is not', async () => {
    expect((await create(bodyOf(1_048_576))).status).toBe(201);
    await expectProblem(await create(bodyOf(1_048_577)), 413, 'body_too_large');
  });

  it('a route can take less', async () => {
    const hook = (bytes: number) => app.post('/api/v1/hooks', 'x'.repeat(bytes), { 'X-Signature': 's' }, null);
    expect(await (await hook(512 * 1024)).json()).toEqual({ bytes: 512 * 1024, signature: 's' });
    await expectProblem(await hook(512 * 1024 + 1), 413, 'body_too_large');
  });

  it('gzip is taken, and a bomb is not', async () => {
    const gzipped = (text: string) => create(gzipSync(text), { 'Content-Encoding': 'gzip' });
    expect((await gzipped('{"name":"a"}')).status).toBe(201);
    await expectProblem(await gzipped('{'.repeat(50_000_000)), 413, 'body_too_large');
    await expectProblem(
      await create(new TextEncoder().encode('{"name":"a"}'), { 'Content-Encoding': 'gzip' }),
      400,
      'body_incomplete',
    );
    await expectProblem(await create('{"name":"a"}', { 'Content-Encoding': 'br' }), 415, 'unsupported_encoding');
  });
});
