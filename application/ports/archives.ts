/** A file on its way into an archive; it is opened when its turn comes. */
export type PackedFile = Readonly<{ name: string; open: () => AsyncIterable<string> }>;

/** A file of an archive; read its bytes before the next file is asked for. */
export type UnpackedFile = Readonly<{ name: string; bytes: AsyncIterable<Uint8Array> }>;

/** Many files in one. */
export interface Archives {
  /**
   * The archive, piece by piece as fast as it is taken; who stops taking ends the file that is open.
   * @param madeAt the time that every file in it bears
   */
  pack(files: readonly PackedFile[], madeAt: Date): AsyncIterable<Uint8Array>;
  /** The files of an archive on disk, in the order they lie in it. @throws when it is not a whole archive */
  unpack(path: string): AsyncIterable<UnpackedFile>;
}
