import { parse, v5 } from 'uuid';

/** Names every id that Objecta derives; never change it: stored events depend on it. */
const NAMESPACE = parse('8f3d2a54-6c1e-5b7a-9d42-1c0a7e5b9f63');

/** A UUIDv5 (RFC 9562) that is the same for the same parts, for ever. */
export const derivedId = (...parts: readonly (string | number)[]): string =>
  v5(Buffer.from(parts.join('|')), NAMESPACE);

/** The id of the n-th event a command records in a stream: a retried append is the same append. */
export const eventIdOf = (commandId: string, stream: string, index: number): string =>
  derivedId(commandId, stream, index);
