/** The bytes are not a message of protocol buffers. */
export class MalformedMessage extends Error {
  override readonly name = 'MalformedMessage';
}

const VARINT = 0;
const FIXED_64 = 1;
const LENGTH_DELIMITED = 2;
const FIXED_32 = 5;
/** A varint of so many bytes is exact as a number. */
const SAFE_BYTES = 7;

/**
 * Reads a protocol buffers message field by field, in whatever order they come: `next` names a field, whose value is
 * then read, or left to be skipped by the next `next`. Bytes are views of the message.
 * Source: https://protobuf.dev/programming-guides/encoding/
 * @throws MalformedMessage from every method
 */
export class WireReader {
  private wireType = VARINT;
  private pending = false;

  constructor(
    private readonly message: Buffer,
    private at = 0,
    private readonly end = message.length,
  ) {}

  /** The number of the next field; 0 after the last. */
  next(): number {
    if (this.pending) this.skip();
    if (this.at === this.end) return 0;
    const tag = this.varint();
    this.wireType = tag % 8;
    this.pending = true;
    return (tag - this.wireType) / 8;
  }

  bytes(): Buffer {
    this.take(LENGTH_DELIMITED);
    const from = this.lengthDelimited();
    return this.message.subarray(from, this.at);
  }

  text(): string {
    this.take(LENGTH_DELIMITED);
    const from = this.lengthDelimited();
    return this.message.toString('utf8', from, this.at);
  }

  /** The fields of a message within. */
  within(): WireReader {
    this.take(LENGTH_DELIMITED);
    const from = this.lengthDelimited();
    return new WireReader(this.message, from, this.at);
  }

  /** A whole number that cannot be too large to be exact: a length, a count, a boolean. */
  number(): number {
    this.take(VARINT);
    return this.varint();
  }

  uint64(): bigint {
    this.take(VARINT);
    const from = this.at;
    let end = from;
    while ((this.message[end] ?? 0) >= 128) end++;
    if (end - from < SAFE_BYTES) return BigInt(this.varint());
    if (end - from >= 10 || end >= this.end) throw new MalformedMessage('a varint is too long');
    let value = 0n;
    for (let at = end; at >= from; at--) value = (value << 7n) | BigInt((this.message[at] ?? 0) & 127);
    this.at = end + 1;
    return BigInt.asUintN(64, value);
  }

  int64(): bigint {
    return BigInt.asIntN(64, this.uint64());
  }

  private take(wireType: number): void {
    if (!this.pending || this.wireType !== wireType) throw new MalformedMessage('a field is of another type');
    this.pending = false;
  }

  private skip(): void {
    this.pending = false;
    if (this.wireType === VARINT) while ((this.message[this.at++] ?? 0) >= 128);
    else if (this.wireType === FIXED_64) this.at += 8;
    else if (this.wireType === LENGTH_DELIMITED) this.lengthDelimited();
    else if (this.wireType === FIXED_32) this.at += 4;
    else throw new MalformedMessage(`there is no wire type ${this.wireType}`);
    if (this.at > this.end) throw new MalformedMessage('a field ends after its message');
  }

  /** Moves behind the value; returns where it begins. */
  private lengthDelimited(): number {
    const length = this.varint();
    const from = this.at;
    this.at += length;
    if (this.at > this.end) throw new MalformedMessage('a field ends after its message');
    return from;
  }

  private varint(): number {
    let value = 0;
    let scale = 1;
    for (let count = 0; count < SAFE_BYTES; count++) {
      const byte = this.message[this.at++];
      if (byte === undefined || this.at > this.end) throw new MalformedMessage('a varint ends after its message');
      if (byte < 128) return value + byte * scale;
      value += (byte - 128) * scale;
      scale *= 128;
    }
    throw new MalformedMessage('a varint is too long');
  }
}
