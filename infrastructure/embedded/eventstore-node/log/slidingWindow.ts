/** A queue with access by index, which drops its oldest items in constant time. */
export class SlidingWindow<T> {
  private items: T[] = [];
  private start = 0;

  get length(): number {
    return this.items.length - this.start;
  }

  at(index: number): T | undefined {
    return this.items[this.start + index];
  }

  push(item: T): void {
    this.items.push(item);
  }

  shift(): T | undefined {
    if (this.start === this.items.length) return undefined;
    const item = this.items[this.start++];
    if (this.start > 64 && this.start * 2 > this.items.length) {
      this.items = this.items.slice(this.start);
      this.start = 0;
    }
    return item;
  }

  /** The items from index `from` (inclusive) to `to` (exclusive). */
  slice(from: number, to: number): T[] {
    return this.items.slice(this.start + from, Math.min(this.start + to, this.items.length));
  }
}
