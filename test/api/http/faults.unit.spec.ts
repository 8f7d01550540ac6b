import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isBackendFault } from '../../../api/http/answers/problems.js';
import { EventStoreUnavailable } from '../../../application/ports/eventStore.js';
import { expectProblem } from './support/expectProblem.js';
import { startTestApp, type TestApp } from './support/testApp.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

describe('faults', () => {
  it.each([
    ['outcomeUnknown', 'outcome_unknown'],
    ['eventStoreDown', 'temporarily_unavailable'],
    ['postgresDown', 'temporarily_unavailable'],
  ])('%s: 503, try again', async (name, code) => {
    const answer = await app.post('/api/v1/things', { name });
    expect(answer.headers.get('Retry-After')).toBe('1');
    const problem = await expectProblem(answer, 503, code);
    expect(JSON.stringify(problem)).not.toContain('10.0.0.1');
  });

  it('a bug: 500, logged with its stack, told without', async () => {
    const answer = await app.post('/api/v1/things', { name: 'bug' });
    const problem = await expectProblem(answer, 500, 'internal_error');
    expect(JSON.stringify(problem)).not.toMatch(/SELECT|passwords|srv|app\.ts/);
    expect(app.logLines.at(-1)).toMatchObject({
      level: 50,
      correlationId: problem.correlationId,
      err: { message: expect.stringContaining('SELECT secret'), stack: expect.stringContaining('thingRoutes') },
    });
  });

  it('a refusal by the handler is no fault', async () => {
    await expectProblem(await app.post('/api/v1/things', { name: 'missing' }), 404, 'not_found');
    expect(app.logLines.at(-1)).toMatchObject({ level: 30, refusal: 'not_found' });
  });

  it.each([
    ['refused', Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), true],
    ['both addresses refused', new AggregateError([Object.assign(new Error('x'), { code: 'ECONNREFUSED' })]), true],
    ['server shutting down', Object.assign(new Error('x'), { code: '57P01' }), true],
    ['statement timeout', Object.assign(new Error('x'), { code: '57014' }), true],
    ['a read model not made yet', Object.assign(new Error('x'), { code: '42P01' }), true],
    ['too many connections', Object.assign(new Error('x'), { code: '53300' }), true],
    ['connection terminated', new Error('Connection terminated unexpectedly'), true],
    ['pool exhausted', new Error('timeout exceeded when trying to connect'), true],
    ['wrapped', new Error('query failed', { cause: new EventStoreUnavailable('x') }), true],
    ['a unique violation', Object.assign(new Error('x'), { code: '23505' }), false],
    ['a syntax error', Object.assign(new Error('x'), { code: '42601' }), false],
    ['a file that is missing', Object.assign(new Error('x'), { code: 'ENOENT' }), false],
    ['not an error', 'ECONNREFUSED', false],
  ])('%s', (_name, error, backend) => {
    expect(isBackendFault(error)).toBe(backend);
  });
});
