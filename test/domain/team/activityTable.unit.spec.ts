import { expect, it } from 'vitest';
import { createEventCodec } from '../../../application/events/eventCodec.js';
import { eventRegistry } from '../../../application/events/eventRegistry.js';
import { activityTable, tell, toldEventTypes } from '../../../domain/team/activity/activityTable.js';
import { projectFiles } from '../../architecture/sourceFiles.js';

const erased = {
  encrypt: async () => '',
  decrypt: async () => undefined,
  digest: async () => '',
  erase: async () => undefined,
};
const codec = createEventCodec(eventRegistry, erased);
const golden = projectFiles().filter(({ path }) => path.startsWith('test/golden/events/'));

it('has a line for every event type of the product, and none for what there is not', () => {
  expect(Object.keys(activityTable).toSorted()).toEqual(Object.keys(eventRegistry).toSorted());
});

it('says why, where something is not told', () => {
  const silent = Object.values(activityTable).filter((telling) => typeof telling !== 'function');
  for (const telling of silent) expect(telling.bookkeeping).toMatch(/^\w.{20,}/);
});

it.each(golden.map(({ path, text }) => [path.replace(/^.*\/|\.json$/g, ''), text] as const))(
  'tells %s from its stored example',
  async (_, text) => {
    const stored = JSON.parse(text);
    const place = { id: '018f5e2a-0000-7000-8000-000000000001', stream: 's', revision: 0n, position: 1n };
    const event = await codec.decode({ ...place, ...stored, recordedAt: new Date('2026-11-02T09:15:04.130Z') });
    const told = tell(event.type, event.data as object);
    expect(told !== undefined).toBe(toldEventTypes.includes(event.type));
    if (!told) return;
    const sentence = told.parts.map((part) => (typeof part === 'string' ? part : 'Somebody')).join('');
    expect(sentence).toMatch(told.says === 'whoDidIt' ? /^[a-z]/ : /^[\p{Lu}\d]/u);
    expect(JSON.stringify(told)).not.toMatch(/undefined|NaN|\[object|\[erased\]/);
  },
);
