import { createHmac } from 'node:crypto';
import { v5 as uuidv5 } from 'uuid';

/** Namespace of these ids (RFC 9562, version 5). */
const NAMESPACE = 'c0a4b6de-93a2-5f0e-8d53-2f6b1f4e7a90';

/**
 * Ids of commands that nobody has signed in for: the same for the same key and body on the same route, so that a
 * repetition goes on where it stopped. Whoever has the key but not the whole body, a password say, asks something else.
 * Ids are in the log and bodies hold passwords: only a keyed digest of them goes in.
 */
export class PublicCommandIds {
  /** @param secret the same in every process */
  constructor(private readonly secret: string) {}

  of(operationId: string, key: string, body: Buffer): string {
    const digest = createHmac('sha256', this.secret).update(`public command\n${operationId}\n${key}\n`).update(body);
    return uuidv5(digest.digest('hex'), NAMESPACE);
  }
}
