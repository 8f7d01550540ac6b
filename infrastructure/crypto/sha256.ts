import { createHash } from 'node:crypto';
import type { RunningHash } from '../../application/ports/runningHash.js';

export function sha256(): RunningHash {
  const hash = createHash('sha256');
  return {
    update: (text) => {
      hash.update(text, 'utf8');
    },
    hex: () => hash.digest('hex'),
  };
}
