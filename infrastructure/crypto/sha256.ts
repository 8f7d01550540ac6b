import { createHash } from 'node:crypto';
import type { RunningHash } from '../../application/ports/runningHash.js';

export function sha256(): RunningHash {
  const hash = createHash('sha256');
  return {
    update: (piece) => {
      hash.update(piece);
    },
    hex: () => hash.digest('hex'),
  };
}
