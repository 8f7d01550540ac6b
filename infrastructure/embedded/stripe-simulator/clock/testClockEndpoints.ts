import type { Context } from '../account/context.js';
import { deleteCustomer } from '../customers/deleteCustomer.js';
import { endpoint } from '../http/endpoint.js';
import { listOf } from '../http/lists.js';
import { paging, parameters, text, timestamp } from '../http/parameters.js';
import { invalidRequest } from '../http/stripeErrors.js';
import type { ObjectType, Stored } from '../store/storedObjects.js';
import type { Subject } from '../subject.js';

type TestClock = Stored<'test_helpers.test_clock'>;

const PATH = '/v1/test_helpers/test_clocks';
const KEPT_SECONDS = 30 * 86_400;
const DAY = 86_400;
const intervalDays: Readonly<Record<string, number>> = { day: 1, week: 7, month: 31, year: 366 };
const ofClock: readonly ObjectType[] = ['subscription', 'invoice', 'invoiceitem'];

const create = endpoint({
  method: 'POST',
  path: PATH,
  params: parameters({ frozen_time: timestamp(), customer: text().optional(), name: text().optional() }),
  handle: (context, { params }) => {
    const customer = params.customer ? context.inParameter('customer', params.customer, 'customer') : undefined;
    const clock = context.store.put('test_helpers.test_clock', {
      id: context.newId('clock'),
      object: 'test_helpers.test_clock',
      created: context.now(),
      deletes_after: context.now() + KEPT_SECONDS,
      frozen_time: params.frozen_time,
      livemode: false,
      name: params.name ?? null,
      status: 'ready',
      status_details: {},
    });
    if (customer) context.store.update('customer', customer.id, { test_clock: clock.id });
    context.emit('test_helpers.test_clock.created', clock);
    return clock;
  },
});

const retrieve = endpoint({
  method: 'GET',
  path: `${PATH}/:clock`,
  params: parameters({}),
  handle: (context, { path }) => context.inPath('test_helpers.test_clock', path.clock),
});

const list = endpoint({
  method: 'GET',
  path: PATH,
  params: parameters(paging),
  handle: (context, { params }) => listOf(context, 'test_helpers.test_clock', params, PATH),
});

/** How far one call may move a clock: two intervals of its shortest subscription, two years without one. */
function farthest({ store }: Context, { id, frozen_time }: TestClock): number {
  const intervals = store
    .where('subscription', 'test_clock', id)
    .flatMap(({ items }) =>
      items.data.map(
        ({ price }) =>
          (intervalDays[price.recurring?.interval ?? 'year'] ?? 1) * (price.recurring?.interval_count ?? 1),
      ),
    );
  const shortest = intervals.length > 0 ? Math.min(...intervals) : (intervalDays.year ?? 1);
  return frozen_time + 2 * shortest * DAY;
}

const advanceClock = endpoint({
  method: 'POST',
  path: `${PATH}/:clock/advance`,
  params: parameters({ frozen_time: timestamp() }),
  handle: (context, { path, params: { frozen_time: target } }) => {
    const clock = context.inPath('test_helpers.test_clock', path.clock);
    if (clock.status !== 'ready') throw invalidRequest('The clock is advancing.', { code: 'test_clock_advancing' });
    if (target <= clock.frozen_time) throw invalidRequest('A clock only moves forward.', { param: 'frozen_time' });
    if (target > farthest(context, clock)) {
      throw invalidRequest('A clock moves at most two intervals of its shortest subscription at once.', {
        param: 'frozen_time',
      });
    }
    const advancing = { target_frozen_time: target };
    const after = context.store.update('test_helpers.test_clock', clock.id, {
      status: 'advancing',
      status_details: { advancing },
    });
    context.emit('test_helpers.test_clock.advancing', after);
    return after;
  },
});

const remove = endpoint({
  method: 'DELETE',
  path: `${PATH}/:clock`,
  params: parameters({}),
  handle: (context, { path }) => {
    const clock = context.inPath('test_helpers.test_clock', path.clock);
    const { store } = context;
    for (const work of store.where('sim.work', 'testClock', clock.id)) context.cancel(work.id);
    for (const type of ofClock) {
      for (const object of store.all(type))
        if ('test_clock' in object && object.test_clock === clock.id) store.delete(type, object.id);
    }
    for (const customer of store.where('customer', 'test_clock', clock.id)) deleteCustomer(context, customer);
    store.delete('test_helpers.test_clock', clock.id);
    context.emit('test_helpers.test_clock.deleted', clock);
    return { id: clock.id, object: 'test_helpers.test_clock', deleted: true };
  },
});

/** Clocks that customers can be put on (docs.stripe.com/billing/testing/test-clocks). */
export const testClockSubject: Subject = { endpoints: [create, retrieve, list, advanceClock, remove] };
