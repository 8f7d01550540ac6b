/** SHA-256 of text that comes bit by bit. */
export interface RunningHash {
  update(text: string): void;
  /** The hash of all of it, hexadecimal. */
  hex(): string;
}
