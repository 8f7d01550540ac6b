/** Size of an unsigned integer as a varint. */
export function varintSize(value: number): number {
  let size = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) size++;
  return size;
}

export function writeVarint(bytes: Buffer, at: number, value: number): number {
  let rest = value;
  let next = at;
  while (rest >= 128) {
    bytes[next++] = (rest % 128) | 128;
    rest = Math.floor(rest / 128);
  }
  bytes[next++] = rest;
  return next;
}

/** The varint of a 64-bit integer, negative ones as their two's complement. */
export function bigVarint(value: bigint): Buffer {
  const bytes = Buffer.allocUnsafe(10);
  if (value >= 0n && value <= BigInt(Number.MAX_SAFE_INTEGER)) {
    return bytes.subarray(0, writeVarint(bytes, 0, Number(value)));
  }
  let rest = BigInt.asUintN(64, value);
  let at = 0;
  while (rest >= 128n) {
    bytes[at++] = Number(rest & 127n) | 128;
    rest >>= 7n;
  }
  bytes[at++] = Number(rest);
  return bytes.subarray(0, at);
}

/** A length-delimited field (string, bytes or message) made of `parts`; field numbers below 16. */
export function field(number: number, ...parts: readonly Uint8Array[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const bytes = Buffer.allocUnsafe(1 + varintSize(length) + length);
  bytes[0] = (number << 3) | 2;
  let at = writeVarint(bytes, 1, length);
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** A varint field; field numbers below 16. */
export const varintField = (number: number, value: bigint): Buffer => {
  const varint = bigVarint(value);
  const bytes = Buffer.allocUnsafe(1 + varint.length);
  bytes[0] = number << 3;
  bytes.set(varint, 1);
  return bytes;
};
