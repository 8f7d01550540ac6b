import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../support/until.js';
import { expectProblem } from './support/expectProblem.js';
import { rawExchange } from './support/rawExchange.js';
import { startTestApp, type TestApp } from './support/testApp.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ limits: { headersTimeoutMs: 300, requestTimeoutMs: 600 } });
});
afterAll(() => app.close());

const raw = (...lines: string[]) => rawExchange(app.server.port, lines.join('\r\n'));
const statusOf = (received: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(received)?.[1]);

describe('framing', () => {
  it.each([
    ['Content-Length and Transfer-Encoding together', ['Content-Length: 5', 'Transfer-Encoding: chunked'], '0\r\n\r\n'],
    ['two Content-Lengths', ['Content-Length: 2', 'Content-Length: 3'], '{}'],
    ['a Content-Length that is no number', ['Content-Length: 0x2'], '{}'],
    ['a broken chunk', ['Transfer-Encoding: chunked'], 'zz\r\n{}\r\n0\r\n\r\n'],
    ['a header with a line break in it', ['X-A: a\rX-B: b'], ''],
  ])('%s: 400 and close', async (_name, headers, body) => {
    const received = await raw('POST /api/v1/hooks HTTP/1.1', 'Host: 127.0.0.1', ...headers, '', body);
    expect(statusOf(received)).toBe(400);
    expect(received).toContain('Connection: close');
    expect(app.effects.runs).toHaveLength(0);
  });

  it('what is not HTTP: a problem, and close', async () => {
    const received = await raw('GET / SMTP/1.1', '', '');
    expect(statusOf(received)).toBe(400);
    expect(JSON.parse(received.slice(received.indexOf('{')))).toMatchObject({ code: 'malformed_request', status: 400 });
  });

  it('an oversized header block: 431', async () => {
    const received = await raw('GET /health HTTP/1.1', 'Host: 127.0.0.1', `X-Long: ${'a'.repeat(17_000)}`, '', '');
    expect(statusOf(received)).toBe(431);
    expect(received).toContain('headers_too_large');
  });

  it('an address of more than 8,192 characters: 414', async () => {
    await expectProblem(await app.call(`/api/v1/things?color=${'a'.repeat(8_192)}`), 414, 'uri_too_long');
  });

  it('no Host: 400; another host: 421; ours with any port: served', async () => {
    expect(statusOf(await raw('GET /api/v1/me HTTP/1.1', 'Connection: close', '', ''))).toBe(400);
    const at = (host: string) => raw('GET /api/v1/me HTTP/1.1', `Host: ${host}`, 'Connection: close', '', '');
    expect(await at('evil.com')).toMatch(/^HTTP\/1\.1 421 [\s\S]*wrong_host/);
    expect(statusOf(await at('127.0.0.1.evil.com'))).toBe(421);
    expect(statusOf(await at('LOCALHOST:8080'))).toBe(401);
  });
});

describe('methods and addresses', () => {
  it.each(['TRACE', 'PROPFIND', 'FOO', 'CONNECT'])('%s: 405 and Allow', async (method) => {
    const received = await raw(`${method} /api/v1/things HTTP/1.1`, 'Host: 127.0.0.1', 'Connection: close', '', '');
    expect(statusOf(received)).toBe(405);
    expect(received).toMatch(/^Allow: .*GET/m);
  });

  it('a known method that an address does not take: 405 and what it does take', async () => {
    const answer = await app.call('/api/v1/things', { method: 'PUT' });
    expect(answer.headers.get('Allow')).toBe('GET, HEAD, POST, OPTIONS');
    await expectProblem(answer, 405, 'method_not_allowed');
    expect((await app.call('/api/v1/things/t-1', { method: 'PATCH' })).headers.get('Allow')).toBe(
      'GET, HEAD, DELETE, OPTIONS',
    );
  });

  it('X-HTTP-Method-Override changes nothing', async () => {
    const answer = await app.call('/api/v1/things/t-1', { headers: { 'X-HTTP-Method-Override': 'DELETE' } });
    expect(await answer.json()).toEqual({ id: 't-1' });
    expect(app.effects.runs).toHaveLength(0);
  });

  it('X-Forwarded-For is not believed without a proxy of ours', async () => {
    const answer = await app.call('/api/v1/me', {
      headers: { 'X-Forwarded-For': '6.6.6.6', 'X-Forwarded-User': 'root' },
    });
    expect(await answer.json()).toEqual({ userId: 'user-1', ip: '127.0.0.1' });
  });

  it.each([
    '/nowhere',
    '/api/v1/things/',
    '/API/v1/me',
    '/api/v1/things/a/b',
    '//api/v1/me',
    '/api/v1/../v1/nope',
    '/docs/../package.json',
    '/docs/%2e%2e%2fpackage.json',
  ])('%s: 404', async (path) => {
    const received = await raw(`GET ${path} HTTP/1.1`, 'Host: 127.0.0.1', 'Connection: close', '', '');
    expect(statusOf(received)).toBe(404);
    expect(received).toContain('"code":"not_found"');
  });

  it.each(['%E0%A4%A', '%00', '..%2f..%2fetc', 'A'])('the path parameter %s: 422', async (id) => {
    await expectProblem(await app.call(`/api/v1/things/${id}`), 422, 'invalid_parameter');
  });

  it('HEAD has the headers of GET and no body', async () => {
    const answer = await app.call('/api/v1/me', { method: 'HEAD' });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('');
  });
});

describe('slow clients', () => {
  it('headers that do not come: 408 and close, long before the time for a whole request', async () => {
    const patient = await startTestApp({ limits: { headersTimeoutMs: 300, requestTimeoutMs: 600_000 } });
    const received = await rawExchange(patient.server.port, 'GET /health HTTP/1.1\r\nHost: ');
    expect(received).toMatch(/^HTTP\/1\.1 408 [\s\S]*request_timeout/);
    await patient.close();
  });

  it('a body that does not come: 408 and close', async () => {
    const received = await raw('POST /api/v1/hooks HTTP/1.1', 'Host: 127.0.0.1', 'Content-Length: 10', '', '{');
    expect(statusOf(received)).toBe(408);
    expect(app.effects.runs).toHaveLength(0);
  });

  it('a client that hangs up in the middle leaves no effect and no fault', async () => {
    const before = app.logLines.length;
    const socket = connect(app.server.port, '127.0.0.1');
    socket.write('POST /api/v1/hooks HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 10\r\n\r\n{', () =>
      socket.destroy(),
    );
    await until(() => app.logLines.length > before);
    expect(app.logLines.at(-1)).toMatchObject({ operation: 'receiveHook', refusal: 'body_incomplete', level: 30 });
    expect(app.effects.runs).toHaveLength(0);
  });

  it('500 idle connections keep nobody from being served', async () => {
    const sockets = Array.from({ length: 500 }, () =>
      connect(app.server.port, '127.0.0.1').on('error', () => undefined),
    );
    const answers = await Promise.all(Array.from({ length: 50 }, () => app.call('/api/v1/me')));
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200));
    for (const socket of sockets) socket.destroy();
  });

  it('of a body that never ends, only twice the limit is read', async () => {
    const socket = connect(app.server.port, '127.0.0.1');
    socket.on('error', () => undefined);
    let received = '';
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1');
    });
    socket.write('POST /api/v1/hooks HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n');
    const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
    let sent = 0;
    const send = () => {
      while (!socket.destroyed && sent < 200_000_000) {
        sent += 65_536;
        if (!socket.write(chunk)) return;
      }
    };
    socket.on('drain', send);
    send();
    await until(() => socket.destroyed);
    expect(received === '' || received.includes('body_too_large')).toBe(true);
    expect(socket.bytesWritten).toBeLessThan(20_000_000);
  });
});
