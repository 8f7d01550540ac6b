import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { PostgresIdempotencyKeys } from '../../../infrastructure/postgres/idempotencyKeys.js';
import { expectProblem } from './support/expectProblem.js';
import { keyedApp } from './support/keyedApp.js';
import { startTestApp } from './support/testApp.js';

const stage = keyedApp();

describe('what is not recorded', () => {
  it('a request that is not valid leaves the key unused', async () => {
    await expectProblem(await stage.create({ name: 7 }, 'key-1'), 422, 'invalid_body');
    await expectProblem(await stage.create('{', 'key-1'), 400, 'malformed_json');
    expect(await stage.rows()).toEqual([]);
    expect((await stage.create({ name: 'a' }, 'key-1')).status).toBe(201);
  });

  it.each(['bug', 'outcomeUnknown', 'eventStoreDown'])(
    'after %s the same request runs again, as the same command',
    async (name) => {
      expect((await stage.create({ name }, 'key-1')).status).toBeGreaterThanOrEqual(500);
      expect((await stage.create({ name }, 'key-1')).status).toBeGreaterThanOrEqual(500);
      expect(stage.app.effects.runs).toHaveLength(2);
      expect(new Set(stage.app.effects.runs).size).toBe(1);
      await expectProblem(await stage.create({ name: 'other' }, 'key-1'), 422, 'idempotency_key_reused');
    },
  );

  it('a failed condition does not stick', async () => {
    const stale = () => stage.create({ name: 'a' }, 'key-1', { 'If-Match': '"6"' });
    await expectProblem(await stale(), 412, 'revision_mismatch');
    expect((await stale()).headers.get('Idempotent-Replayed')).toBeNull();
    expect(stage.app.effects.runs).toHaveLength(2);
  });
});

describe('a claim that a crash left behind', () => {
  it('is respected for a minute, then taken over as the same command', async () => {
    await stage.create({ name: 'a' }, 'key-1');
    await stage.abandon(59);
    await expectProblem(await stage.create({ name: 'a' }, 'key-1'), 409, 'idempotency_in_progress');
    await stage.abandon(61);
    await expectProblem(await stage.create({ name: 'b' }, 'key-1'), 422, 'idempotency_key_reused');
    const answers = await Promise.all(Array.from({ length: 10 }, () => stage.create({ name: 'a' }, 'key-1')));
    expect(answers.filter(({ status, headers }) => status === 201 && !headers.has('Idempotent-Replayed'))).toHaveLength(
      1,
    );
    expect(stage.app.effects.runs).toHaveLength(2);
    expect(stage.app.effects.byCommand.size).toBe(1);
  });

  it('once taken over, cannot be answered by the first holder', async () => {
    const keys = new PostgresIdempotencyKeys(stage.pool);
    const request = {
      commandId: '018f0000-0000-7000-8000-000000000001',
      organizationId: 'org-1',
      requestHash: Buffer.alloc(32),
    };
    const answer = (body: string) => ({ status: 200, headers: {}, body });
    const first = await keys.claim(request);
    await stage.abandon(61);
    const second = await keys.claim(request);
    if (first.outcome !== 'claimed' || second.outcome !== 'claimed') throw new Error('both should have got the claim');
    await keys.complete(request, first.claim, answer('late'));
    await keys.release(request.commandId, first.claim);
    expect(await keys.claim(request)).toEqual({ outcome: 'running' });
    await keys.complete(request, second.claim, answer('right'));
    expect(await keys.claim(request)).toEqual({ outcome: 'answered', answer: answer('right') });
  });
});

describe('keys', () => {
  it('are forgotten by age', async () => {
    await stage.create({ name: 'a' }, 'old');
    await stage.pool.query(`UPDATE platform.idempotency_keys SET first_used_at = '2026-01-01'`);
    await stage.create({ name: 'a' }, 'new');
    expect(await new PostgresIdempotencyKeys(stage.pool).forgetBefore(new Date('2026-01-02'))).toBe(1);
    expect((await stage.create({ name: 'a' }, 'new')).headers.get('Idempotent-Replayed')).toBe('true');
  });

  it('when PostgreSQL is away: 503, and nothing was done', async () => {
    const gone = new pg.Pool({ host: '127.0.0.1', port: 1, connectionTimeoutMillis: 500 });
    const other = await startTestApp({ keys: new PostgresIdempotencyKeys(gone) });
    const answer = await other.post('/api/v1/things', { name: 'a' }, { 'Idempotency-Key': 'key-1' });
    await expectProblem(answer, 503, 'temporarily_unavailable');
    expect(other.effects.runs).toHaveLength(0);
    await other.close();
    await gone.end();
  });

  it('an answer that cannot be recorded is given all the same, and logged', async () => {
    const keys = new PostgresIdempotencyKeys(stage.pool);
    const other = await startTestApp({
      keys: {
        claim: (request) => keys.claim(request),
        complete: () => Promise.reject(new Error('disk full')),
        release: (commandId, claim) => keys.release(commandId, claim),
        forgetBefore: (instant) => keys.forgetBefore(instant),
      },
    });
    expect((await other.post('/api/v1/things', { name: 'a' }, { 'Idempotency-Key': 'key-1' })).status).toBe(201);
    expect(other.logLines.find(({ msg }) => msg === 'answer not recorded')).toMatchObject({ level: 40 });
    await other.close();
  });
});
