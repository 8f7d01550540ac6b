import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { hash, type Options, verify } from '@node-rs/argon2';
import { type PasswordHashes, TooManyPasswords } from '../../application/ports/passwordHashes.js';

/** Argon2id with 19 MiB, two passes, one lane: the first choice of the OWASP password storage cheat sheet. */
const options: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Threads of libuv's pool (four unless told otherwise) that passwords may take: files and names need some too. */
const MOST_AT_ONCE = Math.max(1, Math.min(2, availableParallelism()));
const MOST_WAITING = 256;

/** Argon2id off the event loop, a few at a time, with a bounded queue. */
export function passwordHashes(): PasswordHashes {
  let running = 0;
  const waiting: (() => void)[] = [];
  let decoy: Promise<string> | undefined;

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running >= MOST_AT_ONCE) {
      if (waiting.length >= MOST_WAITING) throw new TooManyPasswords();
      await new Promise<void>((go) => waiting.push(go));
    } else {
      running++;
    }
    try {
      return await work();
    } finally {
      // Whoever waits takes over the place.
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  }

  const hashOf = (password: string) => inTurn(() => hash(password.normalize('NFC'), options));

  return {
    hash: hashOf,
    verify: async (known, password) => {
      decoy ??= hashOf(randomBytes(32).toString('base64url'));
      const against = await decoy;
      const right = await inTurn(() => verify(known ?? against, password.normalize('NFC')));
      return right && known !== null;
    },
  };
}
