import type { Middleware } from 'koa';
import { stateOf } from '../requestState.js';
import type { Route } from '../route.js';
import { serveCommand } from './serveCommand.js';
import { serveQuery } from './serveQuery.js';
import type { Serving } from './serving.js';

/** What serves one route: each check in turn, the handler, the answer. */
export function serve(route: Route, serving: Serving): Middleware {
  const run = route.kind === 'query' ? serveQuery(route, serving) : serveCommand(route, serving);
  return (context, next) => {
    const state = stateOf(context);
    state.operation = route.operationId;
    if (route.secretPath) state.shownPath = route.path;
    return run(context, next);
  };
}
