import { control } from '../http/controls.js';
import { flag, integer, oneOf, parameters } from '../http/parameters.js';
import { invalidRequest } from '../http/stripeErrors.js';
import type { Subject } from '../subject.js';
import { advance } from './advance.js';
import { nextWork } from './runDueWork.js';

const show = control({
  method: 'GET',
  path: '/clock',
  params: parameters({}),
  handle: (account) => {
    const { records } = account;
    const next = nextWork(account, null);
    return {
      now: account.now(),
      mode: records.get('sim.account', 'account')?.clock.mode,
      next: next && { at: next.at, kind: next.kind, key: next.id },
      due: records.count('sim.work'),
    };
  },
});

const move = control({
  method: 'POST',
  path: '/clock',
  params: parameters({
    to: integer().optional(),
    by: integer().optional(),
    until: oneOf('next_event').optional(),
    /** Lets the webhooks of each step be delivered before the next. */
    settle: flag().optional(),
  }),
  handle: async (account, { params, simulator }) => {
    const { to, by, until, settle = false } = params;
    if (to !== undefined && by !== undefined)
      throw invalidRequest('Pass one of to and by.', { code: 'parameters_exclusive', param: 'to' });
    const next = until ? nextWork(account, null)?.at : undefined;
    const target = to ?? (by === undefined ? next : account.now() + by);
    if (target === undefined)
      throw invalidRequest('Nothing is due: pass to or by.', { code: 'parameter_missing', param: 'to' });
    const deliverer = await simulator.deliverer(account.key);
    const between = settle ? { between: () => deliverer.idle() } : {};
    const steps = await advance(simulator, account, {
      testClock: null,
      to: target,
      untilNext: until !== undefined,
      ...between,
    });
    return { now: account.now(), steps };
  },
});

const tick = control({
  method: 'POST',
  path: '/tick',
  params: parameters({}),
  handle: async (account, { simulator }) => {
    const steps = await advance(simulator, account, { testClock: null, to: account.now() });
    return { now: account.now(), steps };
  },
});

/** The account's clock, as a test or a person moves it. */
export const clockSubject: Subject = { controls: [show, move, tick] };
