import type { NotificationFeed } from '../../api/gateway/feed.js';

/** Keeps what was read until it is let go, so that a test decides what happens in between. */
class Gate {
  #waiting: (() => void)[] = [];
  #held = false;
  /** How many reads have gone through. */
  passed = 0;

  hold(): void {
    this.#held = true;
  }
  /** How many reads are done and kept. */
  get waiting(): number {
    return this.#waiting.length;
  }
  release(): void {
    this.#held = false;
    for (const go of this.#waiting.splice(0)) go();
  }
  async pass<T>(read: T): Promise<T> {
    if (this.#held) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.passed += 1;
    return read;
  }
}

/** A feed whose reads can be kept: those for single sockets by `one`, those for all live ones by `many`. */
export function heldReads(feed: () => NotificationFeed) {
  const [one, many] = [new Gate(), new Gate()];
  const held: NotificationFeed = {
    reached: () => feed().reached(),
    after: async (...given) => one.pass(await feed().after(...given)),
    afterForMany: async (...given) => many.pass(await feed().afterForMany(...given)),
  };
  return { feed: held, one, many };
}
