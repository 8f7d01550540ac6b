import { control } from '../http/controls.js';
import { flag, integer, oneOf, parameters, text } from '../http/parameters.js';
import type { Subject } from '../subject.js';
import type { ApiFault } from './apiFaults.js';

const add = control({
  method: 'POST',
  path: '/faults',
  params: parameters({
    match: parameters({ method: text().optional(), path: text().optional() }).optional(),
    status: integer().optional(),
    code: text().optional(),
    times: integer().optional(),
    after_effect: flag().optional(),
    drop_connection: oneOf('before', 'after').optional(),
    should_retry: flag().optional(),
  }),
  handle: (account, { params }) =>
    account.run((context) => {
      const { match = {}, status = 500, times = 1, drop_connection: drop } = params;
      const fault: ApiFault = {
        id: context.newId('fault'),
        method: match.method ?? null,
        path: match.path ?? null,
        status,
        code: params.code ?? null,
        times,
        afterEffect: params.after_effect ?? drop === 'after',
        drop: drop !== undefined,
        shouldRetry: params.should_retry ?? null,
      };
      return context.store.put('sim.fault', fault);
    }),
});

const list = control({
  method: 'GET',
  path: '/faults',
  params: parameters({}),
  handle: ({ records }) => ({ faults: records.all('sim.fault') }),
});

const clear = control({
  method: 'POST',
  path: '/faults/clear',
  params: parameters({}),
  handle: (account) =>
    account.run(({ store }) => {
      const faults = store.all('sim.fault');
      for (const { id } of faults) store.delete('sim.fault', id);
      return { cleared: faults.length };
    }),
});

/** Failures of the API, on demand. */
export const faultSubject: Subject = { controls: [add, list, clear] };
