/** PostgreSQL's binary form of one-dimensional arrays without NULLs: much cheaper to build than the text form. */
const header = (elementType: number, length: number): Buffer => {
  const bytes = Buffer.allocUnsafe(20);
  bytes.writeInt32BE(1, 0);
  bytes.writeInt32BE(0, 4);
  bytes.writeInt32BE(elementType, 8);
  bytes.writeInt32BE(length, 12);
  bytes.writeInt32BE(1, 16);
  return bytes;
};

function variable(elementType: number, values: readonly Uint8Array[]): Buffer {
  const size = values.reduce((sum, value) => sum + 4 + value.length, 20);
  const bytes = Buffer.allocUnsafe(size);
  header(elementType, values.length).copy(bytes);
  let at = 20;
  for (const value of values) {
    at = bytes.writeInt32BE(value.length, at);
    bytes.set(value, at);
    at += value.length;
  }
  return bytes;
}

function fixed(
  elementType: number,
  width: number,
  count: number,
  write: (bytes: Buffer, at: number, i: number) => void,
) {
  const bytes = Buffer.allocUnsafe(20 + count * (4 + width));
  header(elementType, count).copy(bytes);
  for (let i = 0, at = 20; i < count; i++, at += width) {
    at = bytes.writeInt32BE(width, at);
    write(bytes, at, i);
  }
  return bytes;
}

export const byteaArray = (values: readonly Uint8Array[]): Buffer => variable(17, values);

export const textArray = (values: readonly string[]): Buffer =>
  variable(
    25,
    values.map((value) => Buffer.from(value)),
  );

export const boolArray = (values: readonly boolean[]): Buffer =>
  fixed(16, 1, values.length, (bytes, at, i) => bytes.writeUInt8(values[i] ? 1 : 0, at));

export const bigintArray = (values: readonly bigint[]): Buffer =>
  fixed(20, 8, values.length, (bytes, at, i) => bytes.writeBigInt64BE(values[i] ?? 0n, at));

/** From UUID texts. */
export const uuidArray = (values: readonly string[]): Buffer =>
  fixed(2950, 16, values.length, (bytes, at, i) => bytes.write((values[i] ?? '').replaceAll('-', ''), at, 'hex'));

const millisecondsTo2000 = 946_684_800_000;

/** From milliseconds since the Unix epoch. */
export const timestamptzArray = (values: readonly number[]): Buffer =>
  fixed(1184, 8, values.length, (bytes, at, i) =>
    bytes.writeBigInt64BE(BigInt((values[i] ?? 0) - millisecondsTo2000) * 1000n, at),
  );
