/** Slow, salted hashes of passwords. Texts that look the same are the same password: both are taken in NFC. */
export interface PasswordHashes {
  /** @throws TooManyPasswords */
  hash(password: string): Promise<string>;
  /**
   * Whether a password is the one hashed. Without a hash the same work is done and the answer is false, so that nobody
   * can tell by the time whether there is an account.
   * @throws TooManyPasswords
   */
  verify(hash: string | null, password: string): Promise<boolean>;
}

/** More passwords wait than can be looked at in reasonable time; nothing was done. */
export class TooManyPasswords extends Error {
  override readonly name = 'TooManyPasswords';
}
