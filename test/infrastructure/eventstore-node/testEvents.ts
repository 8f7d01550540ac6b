import { type JSONEventData, jsonEvent } from '@eventstore/db-client';
import { v5 } from 'uuid';

const namespace = 'f3b0c442-98fc-5c14-9afb-f4c8996fb924';
let streams = 0;

/** A stream name no other test of this file uses. */
export const newStream = (prefix = 'stream'): string => `${prefix}-${++streams}`;

/** An id that depends on nothing but `name`. */
export const idOf = (name: string): string => v5(name, namespace);

/** An event whose id follows from its stream and number. */
export const event = (stream: string, number: number, type = 'Tested'): JSONEventData =>
  jsonEvent({ id: idOf(`${stream}#${number}`), type, data: { number } });

/** Events numbered from `first` on. */
export const events = (stream: string, count: number, first = 0, type = 'Tested'): JSONEventData[] =>
  Array.from({ length: count }, (_, index) => event(stream, first + index, type));
