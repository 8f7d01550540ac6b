import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WakeUp, WakeUpSubject, WakeUps } from '../../application/ports/wakeUps.js';
import { until } from '../support/until.js';

/** How a suite opens the bus under test; `problems` collects what the bus reports. */
export type OpenWakeUps = (problems: unknown[]) => Promise<WakeUps>;

const wakeUp = (position: number, ...organizationIds: string[]): WakeUp => ({
  position: `${position}`,
  organizationIds,
});
const invoices: WakeUpSubject = 'readModel.billing.invoices';
const feed: WakeUpSubject = 'readModel.notifications.feed';

/** What every bus behind the wake-ups port does. */
export function wakeUpsContract(open: OpenWakeUps): void {
  describe('wake-ups', () => {
    let wakeUps: WakeUps;
    let problems: unknown[];
    beforeEach(async () => {
      problems = [];
      wakeUps = await open(problems);
    });
    afterEach(() => wakeUps.close());

    /** Collects what a subject brings, and proves that its listener is in place by a first wake-up. */
    async function listen(subject: WakeUpSubject): Promise<{ heard: WakeUp[]; stop: () => void }> {
      let ready = false;
      const heard: WakeUp[] = [];
      const stop = wakeUps.subscribe(subject, (heardNow) => {
        if (heardNow.position === '0') ready = true;
        else heard.push(heardNow);
      });
      await until(() => {
        if (!ready) wakeUps.publish(subject, wakeUp(0));
        return ready;
      });
      return { heard, stop };
    }

    it('reach every listener of the subject, in order, with position and organizations', async () => {
      const [first, second] = [await listen(feed), await listen(feed)];
      const published = [1, 2, 3].map((position) => wakeUp(position, `organization-${position}`, 'other'));
      for (const each of published) wakeUps.publish(feed, each);
      await until(() => first.heard.length === 3 && second.heard.length === 3);
      expect([first.heard, second.heard]).toEqual([published, published]);
    });

    it('carry positions beyond the integers that JSON numbers hold', async () => {
      const { heard } = await listen(feed);
      wakeUps.publish(feed, { position: '9223372036854775807', organizationIds: [] });
      await until(() => heard.length === 1);
      expect(heard).toEqual([{ position: '9223372036854775807', organizationIds: [] }]);
    });

    it('reach no listener of another subject', async () => {
      const [ofInvoices, ofFeed] = [await listen(invoices), await listen(feed)];
      wakeUps.publish(invoices, wakeUp(1));
      wakeUps.publish(feed, wakeUp(2));
      await until(() => ofFeed.heard.length === 1);
      expect(ofInvoices.heard).toEqual([wakeUp(1)]);
      expect(ofFeed.heard).toEqual([wakeUp(2)]);
    });

    it('reach nobody who has stopped listening, and go on for the others', async () => {
      const [leaving, staying] = [await listen(feed), await listen(feed)];
      leaving.stop();
      leaving.stop();
      wakeUps.publish(feed, wakeUp(1));
      await until(() => staying.heard.length === 1);
      expect(leaving.heard).toEqual([]);
    });

    it('are handled after publish has returned', async () => {
      const { heard } = await listen(feed);
      wakeUps.publish(feed, wakeUp(1));
      expect(heard).toEqual([]);
      await until(() => heard.length === 1);
    });

    it('survive a handler that throws, and report it', async () => {
      wakeUps.subscribe(feed, () => {
        throw new Error('this handler is broken');
      });
      const { heard } = await listen(feed);
      wakeUps.publish(feed, wakeUp(1));
      wakeUps.publish(feed, wakeUp(2));
      await until(() => heard.length === 2);
      expect(problems).toContainEqual(new Error('this handler is broken'));
    });

    it('can name more organizations than fit into one message', async () => {
      const organizationIds = Array.from(
        { length: 60_000 },
        (_, index) => `00000000-0000-7000-8000-${index.toString().padStart(12, '0')}`,
      );
      const { heard } = await listen(feed);
      wakeUps.publish(feed, { position: '5', organizationIds });
      const named = () => heard.flatMap((each) => each.organizationIds);
      await until(() => named().length === organizationIds.length);
      expect(named()).toEqual(organizationIds);
      expect(new Set(heard.map(({ position }) => position))).toEqual(new Set(['5']));
    });

    it('are healthy until closed, and a closed bus does nothing without complaint', async () => {
      const { heard, stop } = await listen(feed);
      expect(wakeUps.healthy()).toBe(true);
      await wakeUps.close();
      await wakeUps.close();
      expect(wakeUps.healthy()).toBe(false);
      wakeUps.publish(feed, wakeUp(1));
      stop();
      wakeUps.subscribe(feed, () => undefined)();
      expect(heard).toEqual([]);
    });
  });
}
