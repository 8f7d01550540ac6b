/** SHA-256 of what comes bit by bit; text counts as UTF-8. */
export interface RunningHash {
  update(piece: string | Uint8Array): void;
  /** The hash of all of it, hexadecimal. */
  hex(): string;
}
