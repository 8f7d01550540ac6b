/**
 * What a client has seen: everything up to a position, or, where several notifications share the position,
 * those of it up to and including one of them. The position before the first event is -1.
 */
export type Cursor = Readonly<{ position: bigint; upToNotification?: string }>;

/** Opaque to clients: they hand it back as they got it. */
export function encodeCursor({ position, upToNotification }: Cursor): string {
  const text = upToNotification === undefined ? `1.${position}` : `1.${position}.${upToNotification}`;
  return Buffer.from(text).toString('base64url');
}

/** Undefined for whatever `encodeCursor` did not write. */
export function decodeCursor(text: string): Cursor | undefined {
  const parts = /^1\.(-1|\d{1,19})(?:\.([\w-]{1,64}))?$/.exec(Buffer.from(text, 'base64url').toString('utf8'));
  if (!parts?.[1]) return undefined;
  const position = BigInt(parts[1]);
  return parts[2] === undefined ? { position } : { position, upToNotification: parts[2] };
}
