import { createHmac, timingSafeEqual } from 'node:crypto';
import { RequestRefused } from '../problem.js';

const macLength = 32;

/** Opaque list cursors: the place of the last item, signed together with the list it is a place in. */
export class Cursors {
  constructor(private readonly key: string) {}

  /** @param list what the cursor is good for: the route, the caller's organization, filters and order */
  sign(list: string, place: unknown): string {
    const payload = Buffer.from(JSON.stringify(place));
    return Buffer.concat([this.mac(list, payload), payload]).toString('base64url');
  }

  /** @throws RequestRefused invalid_cursor unless it was signed for this very list */
  open(list: string, cursor: string): unknown {
    const bytes = Buffer.from(cursor, 'base64url');
    const payload = bytes.subarray(macLength);
    const genuine =
      bytes.length > macLength &&
      bytes.toString('base64url') === cursor &&
      timingSafeEqual(bytes.subarray(0, macLength), this.mac(list, payload));
    if (!genuine) throw new RequestRefused('invalid_cursor');
    return JSON.parse(payload.toString());
  }

  private mac(list: string, payload: Buffer): Buffer {
    return createHmac('sha256', this.key).update(`cursor\n${list.length}\n${list}`).update(payload).digest();
  }
}
