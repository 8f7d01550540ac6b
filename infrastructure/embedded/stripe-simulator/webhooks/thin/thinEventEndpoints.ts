import { endpoint } from '../../http/endpoint.js';
import { array, integer, parameters, text } from '../../http/parameters.js';
import type { Subject } from '../../subject.js';

const PATH = '/v2/core/events';
const DEFAULT_LIMIT = 20;

const retrieve = endpoint({
  method: 'GET',
  path: `${PATH}/:event`,
  params: parameters({}),
  handle: (context, { path }) => context.inPath('v2.core.event', path.event),
});

const list = endpoint({
  method: 'GET',
  path: PATH,
  params: parameters({
    limit: integer().optional(),
    object_id: text().optional(),
    page: integer().optional(),
    types: array(text()).optional(),
  }),
  handle: (context, { params }) => {
    const { limit = DEFAULT_LIMIT, page = 0, object_id, types } = params;
    const found = context.store
      .all('v2.core.event')
      .filter(
        (event) => (!object_id || event.related_object?.id === object_id) && (!types || types.includes(event.type)),
      )
      .reverse();
    const next = found.length > page + limit ? `${PATH}?limit=${limit}&page=${page + limit}` : null;
    return { data: found.slice(page, page + limit), next_page_url: next, previous_page_url: null };
  },
});

/** Thin events, whole. */
export const thinEventSubject: Subject = { endpoints: [retrieve, list] };
