import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../../support/until.js';
import { expectProblem } from './support/expectProblem.js';
import { startTestApp, type TestApp } from './support/testApp.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
beforeEach(() => {
  app.effects.runs.length = 0;
  app.logLines.length = 0;
});
afterAll(() => app.close());

describe('a command', () => {
  it('answers with the position it caused and the revision it made', async () => {
    const answer = await app.post('/api/v1/things', { name: 'lamp' });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('Consistency-Token')).toBe('41');
    expect(answer.headers.get('ETag')).toBe('"8"');
    expect(answer.headers.get('Location')).toBe(`/api/v1/things/${app.effects.runs[0]}`);
    expect(answer.headers.get('Content-Type')).toBe('application/json; charset=utf-8');
    expect(await answer.json()).toEqual({ id: `org-1:${app.effects.runs[0]}`, revision: 8 });
  });

  it('without a body in its answer has none', async () => {
    const answer = await app.call('/api/v1/things/t-1', { method: 'DELETE' });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('Consistency-Token')).toBe('42');
    expect(await answer.text()).toBe('');
  });

  it('has a new id of its own each time without a key', async () => {
    await app.post('/api/v1/things', { name: 'lamp' });
    await app.post('/api/v1/things', { name: 'lamp' });
    expect(new Set(app.effects.runs).size).toBe(2);
  });

  it('hands If-Match on as the expected revision', async () => {
    expect((await app.post('/api/v1/things', { name: 'a' }, { 'If-Match': '"7"' })).status).toBe(201);
    const stale = await app.post('/api/v1/things', { name: 'a' }, { 'If-Match': '"6"' });
    const problem = await expectProblem(stale, 412, 'revision_mismatch');
    expect(problem.currentRevision).toBe(7);
  });

  it.each(['7', 'W/"7"', '"7", "8"', '*', '"07"', '"-1"', '""', '"1e3"', `"${'9'.repeat(30)}"`])(
    'If-Match %s: 422',
    async (tag) => {
      const problem = await expectProblem(
        await app.post('/api/v1/things', { name: 'a' }, { 'If-Match': tag }),
        422,
        'invalid_if_match',
      );
      expect(problem.errors[0]?.header).toBe('If-Match');
      expect(app.effects.runs).toHaveLength(0);
    },
  );
});

describe('a query', () => {
  const thing = (token?: string) =>
    app.call('/api/v1/things/t-1', token === undefined ? {} : { headers: { 'Consistency-Token': token } });

  it('says how far the slowest of its read models has come', async () => {
    app.progress.reach('things', 30n);
    app.progress.reach('thingTotals', 20n);
    expect((await thing()).headers.get('Consistency-Token')).toBe('20');
    expect((await app.call('/api/v1/me')).headers.get('Consistency-Token')).toBeNull();
  });

  it('waits until all of them show the position it was given', async () => {
    app.progress.reach('things', 50n);
    app.progress.reach('thingTotals', 49n);
    const waiting = thing('50');
    await until(() => app.progress.waiters === 1);
    app.progress.reach('thingTotals', 50n);
    const answer = await waiting;
    expect({ status: answer.status, token: answer.headers.get('Consistency-Token') }).toEqual({
      status: 200,
      token: '50',
    });
  });

  it('gives up after its time', async () => {
    const answer = await thing('1000');
    expect(answer.headers.get('Retry-After')).toBe('1');
    await expectProblem(answer, 503, 'not_yet_visible');
  });

  it.each(['x', '-1', '1.5', '01', '1e3', '9223372036854775808', '1,2'])('Consistency-Token %s: 422', async (token) => {
    await expectProblem(await thing(token), 422, 'invalid_consistency_token');
  });
});

describe('the correlation id', () => {
  const uuidv7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  const send = (id?: string) =>
    app.post('/api/v1/things', { name: 'a' }, id === undefined ? {} : { 'X-Request-Id': id });

  it('is taken from the request, echoed, handed to the handler and logged', async () => {
    const answer = await send('checkout-42.a_b');
    expect(answer.headers.get('X-Request-Id')).toBe('checkout-42.a_b');
    expect(app.effects.correlationIds.at(-1)).toBe('checkout-42.a_b');
    expect(app.logLines.at(-1)).toMatchObject({ correlationId: 'checkout-42.a_b' });
  });

  it.each([undefined, 'a'.repeat(65), 'a b', '<script>', 'ä'])('is made anew for %s', async (id) => {
    expect((await send(id)).headers.get('X-Request-Id')).toMatch(uuidv7);
  });
});

describe('the log', () => {
  it('has one line a request, without secrets', async () => {
    await app.call('/api/v1/things?color=secretcolor', { headers: { Cookie: 'secretcookie=1' } });
    expect(app.logLines).toHaveLength(1);
    expect(app.logLines[0]).toMatchObject({
      level: 30,
      operation: 'listThings',
      method: 'GET',
      path: '/api/v1/things',
      status: 200,
      organizationId: 'org-1',
      userId: 'user-1',
      ms: expect.any(Number),
    });
    const text = JSON.stringify(app.logLines);
    expect(text).not.toContain('secret');
    expect(text).not.toContain(app.token);
  });

  it('cannot be written to from outside', async () => {
    await app.call('/api/v1/things/%0A%1B[31m{"level":60}');
    expect(app.logLines).toHaveLength(1);
    expect(JSON.stringify(app.logLines[0])).not.toContain('\n');
  });
});

describe('answers to a browser', () => {
  it('can be read by the origins listed, and no others', async () => {
    const from = (origin: string) => app.call('/api/v1/me', { headers: { Origin: origin } });
    const ours = await from('https://app.example');
    expect(ours.headers.get('Access-Control-Allow-Origin')).toBe('https://app.example');
    expect(ours.headers.get('Access-Control-Expose-Headers')).toContain('Consistency-Token');
    expect(ours.headers.get('Access-Control-Allow-Credentials')).toBeNull();
    const cookies = await app.call('/api/v1/auth/refresh', { headers: { Origin: 'https://app.example' } });
    expect(cookies.headers.get('Access-Control-Allow-Credentials')).toBe('true');
    const foreign = await app.call('/api/v1/auth/refresh', { headers: { Origin: 'https://evil.example' } });
    expect(foreign.headers.get('Access-Control-Allow-Origin')).toBeNull();
    for (const origin of ['https://evil.example', 'null', 'https://app.example.evil.com', 'http://app.example']) {
      const answer = await from(origin);
      expect(answer.headers.get('Access-Control-Allow-Origin')).toBeNull();
      expect(answer.headers.get('Vary')).toBe('Origin');
    }
    expect((await app.call('/api/v1/me')).headers.get('Vary')).toBe('Origin');
  });

  it('a refusal can be read too', async () => {
    const answer = await app.call('/api/v1/me', { bearer: 'x', headers: { Origin: 'https://app.example' } });
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('https://app.example');
    await expectProblem(answer, 401, 'invalid_token');
  });

  it('a preflight names methods and headers', async () => {
    const preflight = (origin: string) =>
      app.call('/api/v1/things', {
        method: 'OPTIONS',
        bearer: null,
        headers: {
          Origin: origin,
          'Access-Control-Request-Method': 'POST',
          'Access-Control-Request-Headers': 'idempotency-key',
        },
      });
    const answer = await preflight('https://app.example');
    expect(answer.status).toBe(204);
    expect(answer.headers.get('Access-Control-Allow-Methods')).toContain('DELETE');
    expect(answer.headers.get('Access-Control-Allow-Headers')).toContain('Idempotency-Key');
    expect((await preflight('https://evil.example')).headers.get('Access-Control-Allow-Origin')).toBeNull();
    const plain = await app.call('/api/v1/things', { method: 'OPTIONS', bearer: null });
    expect({ status: plain.status, allow: plain.headers.get('Allow') }).toEqual({
      status: 204,
      allow: 'GET, HEAD, POST, OPTIONS',
    });
  });

  it('are neither cached nor framed nor sniffed', async () => {
    const { headers } = await app.call('/api/v1/me');
    expect(headers.get('Cache-Control')).toBe('no-store');
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('Content-Security-Policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get('Referrer-Policy')).toBe('no-referrer');
    expect(headers.get('X-Powered-By')).toBeNull();
  });
});
