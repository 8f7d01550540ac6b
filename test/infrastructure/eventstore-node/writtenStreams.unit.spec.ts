import fc from 'fast-check';
import { expect, it } from 'vitest';
import { WrittenStreams } from '../../../infrastructure/embedded/eventstore-node/log/writtenStreams.js';

it('never denies a stream that was written to', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 200 }), (streams) => {
      const written = new WrittenStreams();
      for (const stream of streams) written.add(stream);
      written.setComplete();
      expect(streams.every((stream) => written.mayContain(stream))).toBe(true);
    }),
    { numRuns: 20 },
  );
});

it('denies nearly every stream that was not, once it knows them all', () => {
  const written = new WrittenStreams();
  for (let number = 0; number < 200_000; number++) written.add(`account-${number}`);
  expect(written.mayContain('account-new')).toBe(true);
  written.setComplete();
  const mistaken = Array.from({ length: 10_000 }, (_, number) => written.mayContain(`order-${number}`));
  expect(mistaken.filter(Boolean).length).toBeLessThan(50);
});
