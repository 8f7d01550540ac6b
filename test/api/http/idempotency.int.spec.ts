import { describe, expect, it } from 'vitest';
import { PostgresIdempotencyKeys } from '../../../infrastructure/postgres/idempotencyKeys.js';
import { until } from '../../support/until.js';
import { expectProblem } from './support/expectProblem.js';
import { keyedApp } from './support/keyedApp.js';
import { owner, startTestApp } from './support/testApp.js';

const stage = keyedApp();

describe('a repeated request', () => {
  it('gets the first answer again, and has no second effect', async () => {
    const first = await stage.create({ name: 'a' }, 'key-1');
    const repeat = await stage.create({ name: 'a' }, 'key-1');
    expect(first.headers.get('Idempotent-Replayed')).toBeNull();
    expect(repeat.headers.get('Idempotent-Replayed')).toBe('true');
    expect(repeat.status).toBe(201);
    for (const name of ['Content-Type', 'Consistency-Token', 'ETag', 'Location'])
      expect([name, repeat.headers.get(name)]).toEqual([name, first.headers.get(name)]);
    expect(repeat.headers.get('X-Request-Id')).not.toBe(first.headers.get('X-Request-Id'));
    expect(await repeat.text()).toBe(await first.text());
    expect(stage.app.effects.runs).toHaveLength(1);
  });

  it('is repeated in another process too', async () => {
    const other = await startTestApp({ keys: new PostgresIdempotencyKeys(stage.pool) });
    await stage.create({ name: 'a' }, 'key-1');
    await stage.keys.recorded();
    const repeat = await other.post('/api/v1/things', { name: 'a' }, { 'Idempotency-Key': 'key-1' });
    expect(repeat.headers.get('Idempotent-Replayed')).toBe('true');
    expect(other.effects.runs).toHaveLength(0);
    await other.close();
  });

  it('gets it also before the answer is in the table, and no other request does', async () => {
    const blocker = await stage.pool.connect();
    stage.app.gates.close();
    const first = stage.create({ name: 'a' }, 'key-1');
    await until(() => stage.app.gates.waiting === 1);
    await blocker.query('BEGIN; LOCK TABLE platform.idempotency_keys IN EXCLUSIVE MODE');
    stage.app.gates.open();
    expect((await first).status).toBe(201);
    expect((await stage.create({ name: 'a' }, 'key-1')).headers.get('Idempotent-Replayed')).toBe('true');
    await expectProblem(await stage.create({ name: 'b' }, 'key-1'), 422, 'idempotency_key_reused');
    await blocker.query('COMMIT');
    blocker.release();
    expect(await stage.rows()).toMatchObject([{ status: 201 }]);
  });

  it('an answer without a body, and a refusal, are repeated as they were', async () => {
    const remove = () =>
      stage.app.call('/api/v1/things/t-1', { method: 'DELETE', headers: { 'Idempotency-Key': 'key-1' } });
    await remove();
    const repeat = await remove();
    expect([repeat.status, repeat.headers.get('Idempotent-Replayed'), await repeat.text()]).toEqual([204, 'true', '']);
    const refusal = await (await stage.create({ name: 'missing' }, 'key-1')).json();
    const again = await stage.create({ name: 'missing' }, 'key-1');
    expect(again.headers.get('Idempotent-Replayed')).toBe('true');
    expect(again.headers.get('Content-Type')).toBe('application/problem+json; charset=utf-8');
    expect([again.status, await again.json()]).toEqual([404, refusal]);
    expect(stage.app.effects.runs).toHaveLength(2);
  });

  it('fifty at once have one effect; each gets the answer or is told to wait', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => stage.create({ name: 'a' }, 'key-1')));
    const statuses = answers.map(({ status }) => status);
    expect(new Set(statuses).size).toBeLessThanOrEqual(2);
    expect(statuses.filter((status) => status !== 201 && status !== 409)).toEqual([]);
    expect(answers.filter(({ status, headers }) => status === 201 && !headers.has('Idempotent-Replayed'))).toHaveLength(
      1,
    );
    expect(stage.app.effects.runs).toHaveLength(1);
    expect(await stage.rows()).toHaveLength(1);
  });
});

describe('a key', () => {
  it('with another body, address or condition: 422, no effect', async () => {
    await stage.create({ name: 'a' }, 'key-1', { 'If-Match': '"7"' });
    for (const [body, ifMatch] of [
      [{ name: 'b' }, '"7"'],
      ['{"name": "a"}', '"7"'],
      [{ name: 'a' }, '"6"'],
    ] as const)
      await expectProblem(await stage.create(body, 'key-1', { 'If-Match': ifMatch }), 422, 'idempotency_key_reused');
    const remove = (id: string) =>
      stage.app.call(`/api/v1/things/${id}`, { method: 'DELETE', headers: { 'Idempotency-Key': 'key-2' } });
    expect((await remove('t-1')).status).toBe(204);
    await expectProblem(await remove('t-2'), 422, 'idempotency_key_reused');
    expect(stage.app.effects.runs).toHaveLength(2);
  });

  it('while its request runs: 409, try again in a second', async () => {
    stage.app.gates.close();
    const running = stage.create({ name: 'a' }, 'key-1');
    await until(() => stage.app.gates.waiting === 1);
    const second = await stage.create({ name: 'a' }, 'key-1');
    expect(second.headers.get('Retry-After')).toBe('1');
    await expectProblem(second, 409, 'idempotency_in_progress');
    await expectProblem(await stage.create({ name: 'b' }, 'key-1'), 422, 'idempotency_key_reused');
    stage.app.gates.open();
    expect((await running).status).toBe(201);
    expect(stage.app.effects.runs).toHaveLength(1);
  });

  it('is one person’s on one route: others may use the same', async () => {
    const tokens = await Promise.all([
      stage.app.token,
      stage.app.accessTokens.issue({ ...owner, userId: 'user-2', sessionId: 'session-of-2' }, 300),
      stage.app.accessTokens.issue({ ...owner, organizationId: 'org-2' }, 300),
    ]);
    for (const token of tokens)
      expect((await stage.create({ name: 'a' }, 'key-1', {}, token)).headers.get('Idempotent-Replayed')).toBeNull();
    const pay = await stage.app.post('/api/v1/payments', { amount: 5 }, { 'Idempotency-Key': 'key-1' });
    expect(pay.status).toBe(200);
    expect(new Set(stage.app.effects.runs).size).toBe(4);
  });

  it('outlives the token it was first used with', async () => {
    await stage.create({ name: 'a' }, 'key-1');
    const token = await stage.app.accessTokens.issue({ ...owner, sessionId: 'session-2' }, 300);
    expect((await stage.create({ name: 'a' }, 'key-1', {}, token)).headers.get('Idempotent-Replayed')).toBe('true');
  });

  it('can be demanded', async () => {
    await expectProblem(await stage.app.post('/api/v1/payments', { amount: 5 }), 400, 'idempotency_key_required');
    expect(stage.app.effects.runs).toHaveLength(0);
  });

  it('of 255 printable characters is taken; longer, empty or otherwise is not', async () => {
    expect((await stage.create({ name: 'a' }, `~ ${'k'.repeat(253)}`)).status).toBe(201);
    for (const key of ['k'.repeat(256), '', 'k\tk', 'schlüssel'])
      await expectProblem(await stage.create({ name: 'a' }, key), 400, 'invalid_idempotency_key');
    expect(stage.app.effects.runs).toHaveLength(1);
  });

  it('costs nothing when it is not sent, and a public route takes none', async () => {
    await stage.app.post('/api/v1/things', { name: 'a' });
    for (const text of ['a', 'b']) await stage.app.post('/api/v1/hooks', text, { 'Idempotency-Key': 'key-1' }, null);
    expect(stage.app.effects.runs).toHaveLength(3);
    expect(await stage.rows()).toEqual([]);
  });
});
