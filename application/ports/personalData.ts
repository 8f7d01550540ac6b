/**
 * Encrypts what belongs to a person or customer under that subject's own key, kept outside the event log.
 * `context` binds a ciphertext to its place (event id and field), so that it cannot be moved elsewhere.
 */
export interface PersonalData {
  encrypt(subject: string, context: string, plaintext: string): Promise<string>;
  /** The plaintext, or undefined once the subject's key has been erased. */
  decrypt(subject: string, context: string, ciphertext: string): Promise<string | undefined>;
  /**
   * A keyed digest (HMAC-SHA-256, hexadecimal) under a subject's own key: the same for the same text, and no help to
   * whoever has the digests without the key.
   */
  digest(subject: string, text: string): Promise<string>;
  /** Deletes the key for ever: everything encrypted under it becomes unreadable. */
  erase(subject: string): Promise<void>;
}
