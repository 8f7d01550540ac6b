import { bigVarint, varintSize, writeVarint } from './wireWriter.js';

const VARINT = 0;
const LENGTH_DELIMITED = 2;

/**
 * Writes a protocol buffers message from its last field to its first into one piece of memory: the length of a message
 * within stands before it, and is known once it is written. Field numbers below 16.
 * Source: https://protobuf.dev/programming-guides/encoding/
 */
export class BackwardWriter {
  private readonly buffer: Buffer;
  private at: number;

  /** @param capacity no fewer bytes than the message will have */
  constructor(capacity: number) {
    this.buffer = Buffer.allocUnsafe(capacity);
    this.at = capacity;
  }

  /** Where what is written next ends. */
  get end(): number {
    return this.at;
  }

  varint(number: number, value: bigint): void {
    if (value >= 0n && value <= BigInt(Number.MAX_SAFE_INTEGER)) this.writeNumber(Number(value));
    else this.encoded(bigVarint(value));
    this.tag(number, VARINT);
  }

  text(number: number, text: string): void {
    const end = this.at;
    this.at -= Buffer.byteLength(text);
    this.buffer.write(text, this.at);
    this.close(number, end);
  }

  bytes(number: number, bytes: Uint8Array): void {
    const end = this.at;
    this.encoded(bytes);
    this.close(number, end);
  }

  /** What is encoded already. */
  encoded(bytes: Uint8Array): void {
    this.at -= bytes.length;
    this.buffer.set(bytes, this.at);
  }

  /** Makes what was written since `end` a message within, or text or bytes. */
  close(number: number, end: number): void {
    this.writeNumber(end - this.at);
    this.tag(number, LENGTH_DELIMITED);
  }

  message(): Buffer {
    return this.buffer.subarray(this.at);
  }

  private tag(number: number, wireType: number): void {
    this.buffer[--this.at] = (number << 3) | wireType;
  }

  private writeNumber(value: number): void {
    this.at -= varintSize(value);
    writeVarint(this.buffer, this.at, value);
  }
}
