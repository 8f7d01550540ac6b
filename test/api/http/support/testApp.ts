import { Writable } from 'node:stream';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import type { HttpLimits } from '../../../../api/http/limits.js';
import type { HttpServer } from '../../../../api/http/listen.js';
import type { HealthChecks } from '../../../../api/http/platform/readiness.js';
import { createHttpApp } from '../../../../api/http/server.js';
import type { IdempotencyKeys } from '../../../../application/ports/idempotencyKeys.js';
import { HmacAccessTokens } from '../../../../infrastructure/crypto/accessTokens.js';
import { knownApiKeys } from '../../../support/knownApiKeys.js';
import { knownCallers } from '../../../support/knownCallers.js';
import { Gates } from './gates.js';
import { ManualProgress } from './manualProgress.js';
import { newEffects, thingRoutes } from './thingRoutes.js';

export const now = new Date('2026-03-01T12:00:00Z');
export const jwtSecret = 'a secret of the tests, 32 bytes or more';
export const owner = { userId: 'user-1', organizationId: 'org-1', sessionId: 'session-1' } as const;

/** For tests that send no key: using it is a failure. */
const noKeys: IdempotencyKeys = {
  claim: () => Promise.reject(new Error('no key was expected')),
  complete: () => Promise.reject(new Error('no key was expected')),
  release: () => Promise.reject(new Error('no key was expected')),
  forgetBefore: () => Promise.reject(new Error('no key was expected')),
};

export type TestAppOptions = Readonly<{
  keys?: IdempotencyKeys;
  limits?: Partial<HttpLimits>;
  health?: Partial<HealthChecks>;
}>;

/** The skeleton on a real socket, with the tiny product behind it. */
export async function startTestApp({ keys = noKeys, limits = {}, health = {} }: TestAppOptions = {}) {
  const effects = newEffects();
  const gates = new Gates();
  const progress = new ManualProgress();
  const logLines: Record<string, unknown>[] = [];
  const logSink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logLines.push(JSON.parse(chunk.toString()) as Record<string, unknown>);
      done();
    },
  });
  const clock = { now: () => now };
  const accessTokens = new HmacAccessTokens([jwtSecret], clock);
  const known = knownCallers(accessTokens, clock);
  const apiKeys = knownApiKeys(known, clock);
  const { listen } = createHttpApp({
    routes: thingRoutes(effects, gates),
    accessTokens,
    callers: known.callers,
    apiKeys: apiKeys.apiKeys,
    idempotencyKeys: keys,
    progress,
    logger: pino(logSink),
    metrics: new Registry(),
    cursorKey: 'a cursor key of the tests, long enough',
    corsOrigins: ['https://app.example'],
    hosts: ['127.0.0.1', 'localhost'],
    health: { services: {}, projectors: () => [], ...health },
    info: { title: 'Things', version: '1.0.0', publicUrl: 'http://localhost:3001' },
    limits: { timeoutCheckMs: 50, consistencyWaitMs: 200, ...limits },
  });
  const server: HttpServer = await listen({ host: '127.0.0.1', port: 0 });
  const token = await known.issue(owner, 300);

  const call = (path: string, init: RequestInit & { bearer?: string | null } = {}) => {
    const headers = new Headers(init.headers);
    const bearer = init.bearer === undefined ? token : init.bearer;
    if (bearer !== null && !headers.has('Authorization')) headers.set('Authorization', `Bearer ${bearer}`);
    return fetch(`${server.url}${path}`, { redirect: 'manual', ...init, headers });
  };
  const post = (path: string, body: unknown, headers: Record<string, string> = {}, bearer?: string | null) =>
    call(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
      ...(bearer === undefined ? {} : { bearer }),
    });
  return {
    server,
    effects,
    gates,
    progress,
    logLines,
    /** Issues tokens of people who are members from then on. */
    accessTokens: known,
    known,
    apiKeys,
    token,
    call,
    post,
    close: () => server.close(2_000),
  };
}

export type TestApp = Awaited<ReturnType<typeof startTestApp>>;
