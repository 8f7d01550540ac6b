import { afterEach, describe, expect, it } from 'vitest';
import { until } from '../../support/until.js';
import { startTestApp, type TestApp, type TestAppOptions } from './support/testApp.js';

let app: TestApp;
const start = async (options: TestAppOptions = {}) => {
  app = await startTestApp(options);
};
afterEach(() => app.close());

const projector = { name: 'billing.invoices', position: '17', lag: 3, stopped: false };

describe('/health', () => {
  it('is 200 while the process lives', async () => {
    await start({ health: { services: { postgres: () => Promise.reject(new Error('down')) } } });
    const answer = await app.call('/health', { bearer: null });
    expect({ status: answer.status, body: await answer.json() }).toEqual({ status: 200, body: { status: 'live' } });
  });
});

describe('/ready', () => {
  it('is 200 when everything works, and shows the lag of each projector', async () => {
    await start({ health: { services: { postgres: () => Promise.resolve() }, projectors: () => [projector] } });
    const answer = await app.call('/ready', { bearer: null });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      status: 'ready',
      failing: [],
      services: { postgres: { ok: true, ms: expect.any(Number) } },
      projectors: [projector],
    });
  });

  it('is 503 and says which service does not work, without its reasons', async () => {
    await start({
      limits: { readinessTimeoutMs: 50 },
      health: {
        services: {
          postgres: () => Promise.reject(new Error('password of 10.0.0.1 is wrong')),
          eventStore: () => new Promise(() => undefined),
          nats: () => Promise.resolve(),
        },
      },
    });
    const answer = await app.call('/ready');
    const text = await answer.text();
    expect(answer.status).toBe(503);
    expect(JSON.parse(text)).toMatchObject({
      status: 'notReady',
      failing: ['postgres', 'eventStore'],
      services: {
        postgres: { ok: false },
        eventStore: { ok: false, problem: 'no answer within 50 ms' },
        nats: { ok: true },
      },
    });
    expect(text).not.toContain('10.0.0.1');
  });

  it('is 503 when a projector has stopped', async () => {
    await start({
      health: { projectors: () => [projector, { ...projector, name: 'analytics.events', stopped: true }] },
    });
    const answer = await app.call('/ready');
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ failing: ['analytics.events'] });
  });
});

describe('/metrics', () => {
  it('counts requests by operation and status, never by address', async () => {
    await start();
    await app.call('/api/v1/me');
    await app.call('/api/v1/things/t-1');
    await app.call('/api/v1/things/t-2');
    await app.call('/some/address/1');
    const answer = await app.call('/metrics');
    const text = await answer.text();
    expect(answer.headers.get('Content-Type')).toContain('text/plain');
    expect(text).toContain('objecta_http_request_seconds_count{operation="getThing",status="200"} 2');
    expect(text).toContain('objecta_http_request_seconds_count{operation="none",status="404"} 1');
    expect(text).not.toContain('t-1');
  });
});

describe('closing', () => {
  it('finishes requests under way and takes no new ones', async () => {
    await start();
    app.gates.close();
    const underWay = app.post('/api/v1/things', { name: 'a' });
    await until(() => app.gates.waiting === 1);
    const closed = app.server.close(5_000);
    await expect(app.call('/health')).rejects.toThrow();
    app.gates.open();
    expect((await underWay).status).toBe(201);
    await closed;
    await start();
  });

  it('hangs up on those that do not finish in time', async () => {
    await start();
    app.gates.close();
    const underWay = expect(app.post('/api/v1/things', { name: 'a' })).rejects.toThrow();
    await until(() => app.gates.waiting === 1);
    await app.server.close(100);
    await underWay;
    await start();
  });
});
