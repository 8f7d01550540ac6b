import type { Middleware } from 'koa';
import { writeAnswer } from '../answers/writeAnswer.js';
import { positionShown, waitUntilVisible } from '../middleware/consistency.js';
import { readConsistencyToken } from '../requests/headers.js';
import type { Route } from '../route.js';
import { headersOf, prepare } from './prepare.js';
import type { Serving } from './serving.js';

/** Serves a query: waits for the position the caller has seen, and says which one it shows. */
export function serveQuery(route: Route, serving: Serving): Middleware {
  const { admit, read, answer } = prepare(route, serving);
  const { progress, limits } = serving;
  const readModels = route.readModels ?? [];

  return async (context) => {
    const request = read(context, await admit(context));
    const position = readConsistencyToken(headersOf(context)['consistency-token']);
    if (position !== undefined) await waitUntilVisible(progress, readModels, position, limits.consistencyWaitMs);
    // Taken before the query runs: what it shows is at least this new.
    const shown = positionShown(progress, readModels);
    const answered = await answer(context, request);
    if (shown !== undefined && answered.status < 400) context.res.setHeader('Consistency-Token', shown.toString());
    writeAnswer(context, answered);
  };
}
