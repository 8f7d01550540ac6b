import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readUuid } from '../../../infrastructure/protobuf/uuid.js';
import { MalformedMessage, WireReader } from '../../../infrastructure/protobuf/wireReader.js';
import { bigVarint, field, varintField } from '../../../infrastructure/protobuf/wireWriter.js';

const largest = 2n ** 64n - 1n;

/** Numbers of the fields as they come, values skipped. */
function fieldsOf(bytes: Buffer): number[] {
  const reader = new WireReader(bytes);
  const numbers: number[] = [];
  for (let number = reader.next(); number !== 0; number = reader.next()) numbers.push(number);
  return numbers;
}

describe('a message of protocol buffers', () => {
  it('gives back whole numbers of 64 bits and texts as they were written', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, largest), fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), fc.string(), (count, sum, text) => {
        const reader = new WireReader(
          Buffer.concat([varintField(1, count), field(2, Buffer.from(text)), varintField(3, sum)]),
        );
        expect([reader.next(), reader.uint64()]).toEqual([1, count]);
        expect([reader.next(), reader.text()]).toEqual([2, Buffer.from(text).toString()]);
        expect([reader.next(), reader.int64()]).toEqual([3, sum]);
        expect(reader.next()).toBe(0);
      }),
    );
  });

  it('is read past every kind of value that is left where it is', () => {
    const fixed = (tag: number, bytes: number) => Buffer.concat([Buffer.from([tag]), Buffer.alloc(bytes, 255)]);
    const message = Buffer.concat([
      varintField(1, largest),
      fixed(0x11, 8),
      field(3, Buffer.from('x')),
      fixed(0x25, 4),
    ]);
    expect(fieldsOf(message)).toEqual([1, 2, 3, 4]);
  });

  it('with field numbers of any size', () => {
    expect(fieldsOf(Buffer.concat([bigVarint(BigInt(536_870_911) * 8n), Buffer.from([7])]))).toEqual([536_870_911]);
  });

  it('is refused wherever it is cut off', () => {
    const whole = Buffer.concat([varintField(1, largest), field(2, Buffer.from('some text'))]);
    for (let length = 1; length < whole.length; length++) {
      if (length === varintField(1, largest).length) continue;
      expect(() => fieldsOf(whole.subarray(0, length)), `${length} bytes`).toThrow(MalformedMessage);
    }
  });

  it('is refused where a value is of another type or no type at all', () => {
    const count = new WireReader(varintField(1, 5n));
    count.next();
    expect(() => count.bytes()).toThrow(MalformedMessage);
    const text = new WireReader(field(1, Buffer.from('x')));
    text.next();
    expect(() => text.uint64()).toThrow(MalformedMessage);
    for (const wireType of [3, 4, 6, 7])
      expect(() => fieldsOf(Buffer.from([8 + wireType, 0]))).toThrow(MalformedMessage);
    expect(() => fieldsOf(Buffer.alloc(12, 255))).toThrow(MalformedMessage);
  });

  it('never reads beyond itself, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        try {
          readUuid(new WireReader(Buffer.from(bytes)));
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedMessage);
        }
      }),
    );
  });
});
