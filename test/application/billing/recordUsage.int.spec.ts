import { expect, it } from 'vitest';
import { usageTotalsInLog } from '../../../application/billing/usageTotalsInLog.js';
import { usageTotalsInCounters } from '../../../projections/billing/usageCounters/usageCounters.query.js';
import { unitsOf, usageCalls } from '../../support/usageCalls.js';
import { contextOf, openUsage } from '../../support/usageStack.js';

const organizationId = 'two-processes';
const now = Date.UTC(2026, 10, 24, 12);
const clock = { now: () => new Date(now) };

it('counts each record once, over three books, though two processes are sent all of them at once', async () => {
  const usage = await openUsage(clock);
  const RECORDS = 44_000;
  const calls = usageCalls(organizationId, RECORDS, 900, now);
  const [one, other] = [usage.process(), usage.process()];
  const send = async ({ record }: typeof one, name: string, order: readonly number[]) => {
    for (const at of order) {
      const answer = await record(organizationId, calls[at] ?? [], contextOf(`${name}-${at}`, organizationId));
      expect(answer).toMatchObject({ accepted: true });
    }
  };
  const forwards = [...calls.keys()];
  await Promise.all([send(one, 'one', forwards), send(other, 'other', forwards)]);

  const records = BigInt(RECORDS);
  const quantity = unitsOf(organizationId, RECORDS, now);
  const log = await usageTotalsInLog(usage.eventStore, organizationId);
  expect(log).toEqual({ records, ids: records, quantity, corrected: 0n, reported: 0n, spans: [] });

  const position = await usage.eventStore.head();
  expect(await usage.progress.waitFor('billing.usage_counters', position, 30_000)).toBe(true);
  expect(await usageTotalsInCounters(usage.platformQueries, organizationId)).toMatchObject({ records, quantity });

  // A process that has just started knows no book: the first call's ids stand two books back.
  const again = await usage.process().record(organizationId, calls[0] ?? [], contextOf('again', organizationId));
  expect(again).toMatchObject({ accepted: true, added: 0 });
  expect(await usage.eventStore.head()).toBe(position);
});

it('is the same append when a call is repeated under its command id', async () => {
  const usage = await openUsage(clock);
  const { record } = usage.process();
  const [call = []] = usageCalls('repeated', 10, 10, now);
  const first = await record('repeated', call, contextOf('same', 'repeated'));
  const second = await usage.process().record('repeated', call, contextOf('same', 'repeated'));
  expect([first, second]).toMatchObject([
    { accepted: true, added: 10 },
    { accepted: true, added: 0 },
  ]);
  expect(await usageTotalsInLog(usage.eventStore, 'repeated')).toMatchObject({ records: 10n, ids: 10n });
});

it('adds corrections to the counters and keeps what had been recorded', async () => {
  const usage = await openUsage(clock);
  const { record, correct } = usage.process();
  const at = clock.now().toISOString();
  await record('corrected', [{ id: 'a', meter: 'agent_runs', quantity: 9, at }], contextOf('record', 'corrected'));
  const correction = { organizationId: 'corrected', meter: 'agent_runs', at, reason: 'Ran twice', reference: 'a' };
  const done = await correct({ ...correction, quantity: -4 }, contextOf('correct', 'corrected'));
  expect(done).toMatchObject({ accepted: true });
  const again = await correct({ ...correction, quantity: -4 }, contextOf('correct', 'corrected'));
  expect(again).toMatchObject({ accepted: true, replayed: true });
  expect(await correct({ ...correction, quantity: -6 }, contextOf('too much', 'corrected'))).toMatchObject({
    rejection: 'CORRECTION_BELOW_ZERO',
  });
  const position = await usage.eventStore.head();
  expect(await usage.progress.waitFor('billing.usage_counters', position, 30_000)).toBe(true);
  expect(await usageTotalsInCounters(usage.platformQueries, 'corrected')).toMatchObject({
    quantity: 9n,
    corrected: -4n,
  });
});
