import type { Middleware } from 'koa';
import type { Logger } from 'pino';
import { refusalFor } from '../answers/problems.js';
import { serialiseRefusal, writeAnswer } from '../answers/writeAnswer.js';
import { newId } from '../newId.js';
import { stateOf } from '../requestState.js';
import { readCorrelationId } from '../requests/headers.js';
import type { RequestMetrics } from './requestMetrics.js';

/**
 * The outermost layer: names the request, turns everything thrown into a problem answer, writes one log line
 * and one measurement.
 */
export function envelope(
  logger: Logger,
  metrics: RequestMetrics,
  securityHeaders: readonly (readonly [string, string])[],
): Middleware {
  return async (context, next) => {
    const started = performance.now();
    const state = stateOf(context);
    const correlationId = readCorrelationId(context.req.headers['x-request-id']) ?? newId();
    state.correlationId = correlationId;
    state.operation = 'none';
    for (const [name, value] of securityHeaders) context.res.setHeader(name, value);
    context.res.setHeader('X-Request-Id', correlationId);
    let fault: unknown;
    try {
      await next();
    } catch (error) {
      const refusal = refusalFor(error);
      state.refusal = refusal.refused;
      writeAnswer(context, serialiseRefusal(refusal, state.shownPath ?? context.path, correlationId));
      if (context.status >= 500) fault = error;
    }
    const seconds = (performance.now() - started) / 1000;
    metrics.observe(state.operation, context.status, seconds);
    const { caller } = state;
    const line = {
      correlationId,
      operation: state.operation,
      method: context.method,
      path: state.shownPath ?? context.path,
      status: context.status,
      refusal: state.refusal,
      ms: Math.round(seconds * 100_000) / 100,
      organizationId: caller?.organizationId,
      userId: caller?.kind === 'user' ? caller.userId : undefined,
      apiKeyId: caller?.kind === 'apiKey' ? caller.keyId : undefined,
    };
    if (fault !== undefined) logger.error({ ...line, err: fault }, 'request failed');
    else logger.info(line, 'request');
  };
}
