import { endpoint } from '../http/endpoint.js';
import { listOf } from '../http/lists.js';
import { array, flag, paging, parameters, text, timeRange } from '../http/parameters.js';
import { invalidRequest } from '../http/stripeErrors.js';
import type { EventRecord } from '../store/storedObjects.js';
import type { Subject } from '../subject.js';
import { wasDelivered } from './delivery.js';

const PATH = '/v1/events';

const retrieve = endpoint({
  method: 'GET',
  path: `${PATH}/:event`,
  params: parameters({}),
  handle: (context, { path }) => context.inPath('event', path.event),
});

/** Whether a type is wanted; `*` stands for one step. */
const isOfType = (type: string, wanted: string): boolean => {
  const [steps, pattern] = [type.split('.'), wanted.split('.')];
  return steps.length === pattern.length && pattern.every((step, at) => step === '*' || step === steps[at]);
};

const list = endpoint({
  method: 'GET',
  path: PATH,
  params: parameters({
    ...paging,
    created: timeRange().optional(),
    delivery_success: flag().optional(),
    type: text().optional(),
    types: array(text()).optional(),
  }),
  handle: (context, { params }) => {
    const { delivery_success: success, type, types } = params;
    if (type !== undefined && types !== undefined) {
      throw invalidRequest('You may only specify one of these parameters: type, types.', {
        code: 'parameters_exclusive',
        param: 'types',
      });
    }
    const wanted = types ?? (type === undefined ? undefined : [type]);
    const undelivered = ({ id }: EventRecord) =>
      context.store.where('sim.delivery', 'event', id).some((delivery) => !wasDelivered(delivery));
    const passes = (event: EventRecord) =>
      (wanted === undefined || wanted.some((each) => isOfType(event.type, each))) &&
      (success === undefined || undelivered(event) !== success);
    return listOf(context, 'event', params, PATH, passes);
  },
});

/** What happened. */
export const eventSubject: Subject = { endpoints: [retrieve, list] };
