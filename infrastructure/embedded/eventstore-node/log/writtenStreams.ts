const bits = 2 ** 25;
const probes = 7;

/**
 * Tells streams that were never written to from those that may have been, in 4 MiB however many there are (a Bloom filter: with
 * two million streams one in a hundred new ones is taken for one that may exist, and looked up).
 */
export class WrittenStreams {
  private readonly words = new Uint32Array(bits / 32);
  private complete = false;

  /** Every stream of the log has been added, and those written from now on will be. */
  setComplete(): void {
    this.complete = true;
  }

  add(stream: string): void {
    let bit = hash(stream, 0x811c9dc5);
    const step = hash(stream, 0x9747b28c) | 1;
    for (let probe = 0; probe < probes; probe++, bit = (bit + step) | 0) {
      const index = (bit >>> 5) % this.words.length;
      this.words[index] = (this.words[index] ?? 0) | (1 << (bit & 31));
    }
  }

  /** False when `stream` was certainly never written to. */
  mayContain(stream: string): boolean {
    if (!this.complete) return true;
    let bit = hash(stream, 0x811c9dc5);
    const step = hash(stream, 0x9747b28c) | 1;
    for (let probe = 0; probe < probes; probe++, bit = (bit + step) | 0) {
      if (((this.words[(bit >>> 5) % this.words.length] ?? 0) & (1 << (bit & 31))) === 0) return false;
    }
    return true;
  }
}

/** FNV-1a over the UTF-16 units, mixed at the end so that all bits depend on all of the name. */
function hash(text: string, seed: number): number {
  let value = seed;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
}
