import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

const idBytes = 16;
const entropy = Buffer.alloc(idBytes * 256);
let used = entropy.length;

/** A new UUIDv7 (RFC 9562). Randomness is drawn for many at once: asking for it costs more than all the rest. */
export function newId(): string {
  if (used === entropy.length) {
    randomFillSync(entropy);
    used = 0;
  }
  const random = entropy.subarray(used, used + idBytes);
  used += idBytes;
  return v7({ random });
}
