import type { WakeUp } from '../../application/ports/wakeUps.js';

/** 36 bytes an id: well under the 1 MiB that a NATS server takes by default. */
const ORGANIZATIONS_A_MESSAGE = 10_000;

/** One wake-up as messages; one that names very many organizations is told in several. */
export function encodeWakeUps({ position, organizationIds }: WakeUp): string[] {
  const messages: string[] = [];
  let from = 0;
  do {
    const part = organizationIds.slice(from, from + ORGANIZATIONS_A_MESSAGE);
    messages.push(JSON.stringify({ position, organizationIds: part }));
    from += ORGANIZATIONS_A_MESSAGE;
  } while (from < organizationIds.length);
  return messages;
}

/** @throws when the message is not one that `encodeWakeUps` wrote: anyone on the bus may have sent it */
export function decodeWakeUp(message: Uint8Array): WakeUp {
  const value: unknown = JSON.parse(Buffer.from(message).toString('utf8'));
  if (!isWakeUp(value)) throw new TypeError('a message on the bus is not a wake-up');
  return value;
}

const isWakeUp = (value: unknown): value is WakeUp =>
  typeof value === 'object' &&
  value !== null &&
  'position' in value &&
  typeof value.position === 'string' &&
  /^\d{1,19}$/.test(value.position) &&
  'organizationIds' in value &&
  Array.isArray(value.organizationIds) &&
  value.organizationIds.every((id) => typeof id === 'string');
