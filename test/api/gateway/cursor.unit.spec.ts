import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from '../../../api/gateway/cursor.js';
import { itemFrames } from '../../../api/gateway/itemFrames.js';

const position = fc.bigInt({ min: -1n, max: 2n ** 63n - 1n });

describe('a cursor', () => {
  it('says again what it was made of', () => {
    fc.assert(
      fc.property(position, fc.option(fc.uuid(), { nil: undefined }), (at, upToNotification) => {
        const cursor = upToNotification === undefined ? { position: at } : { position: at, upToNotification };
        expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
      }),
    );
  });

  it('made by anyone else is refused or harmless', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => {
        const cursor = decodeCursor(text);
        if (cursor) expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
      }),
    );
  });
});

describe('frames of items', () => {
  const item = fc.record({
    notificationId: fc.uuid(),
    position: fc.bigInt({ min: 0n, max: 5n }),
    organizationId: fc.constant('acme'),
    ...{ type: fc.constant('x'), title: fc.string(), body: fc.string(), link: fc.constant(null) },
    ...{ urgency: fc.constant('low'), occurredAt: fc.constant('2026-01-01T00:00:00.000Z') },
  });

  it('are in the order of the log, and the cursor of each leaves exactly the later ones', () => {
    fc.assert(
      fc.property(fc.uniqueArray(item, { selector: ({ notificationId }) => notificationId }), (items) => {
        const frames = itemFrames(items);
        expect(frames).toHaveLength(items.length);
        for (const [index, { cursor }] of frames.entries()) {
          const seen = decodeCursor(cursor);
          if (!seen) throw new Error('a frame carries no cursor');
          const left = frames.filter((frame) =>
            frame.position === seen.position
              ? seen.upToNotification !== undefined && frame.notificationId > seen.upToNotification
              : frame.position > seen.position,
          );
          expect(left).toEqual(frames.slice(index + 1));
        }
      }),
    );
  });
});
