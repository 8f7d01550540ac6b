import { hash } from 'node:crypto';
import { parse, v5 } from 'uuid';
import type { ClaimRequest, IdempotencyKeys, RecordedAnswer } from '../../../application/ports/idempotencyKeys.js';
import { RequestRefused } from '../problem.js';

/** Namespace of command ids (RFC 9562, version 5). Changing it would make every repeat a new command. */
const commandNamespace = parse('6f1d9a52-6c0e-5b7e-9d3a-5d3f7a1c0b42');

/** The id of the command that this key, used by this caller on this route, stands for. */
export const commandIdOf = (organizationId: string, actorId: string, operationId: string, key: string): string =>
  v5(Buffer.from([organizationId, actorId, operationId, key].join('|')), commandNamespace);

/** What was asked: another address, condition or body under the same key is another request. */
export const requestHashOf = (url: string, ifMatch: string | undefined, body: Buffer): Buffer =>
  hash('sha256', Buffer.concat([Buffer.from(`${url}\n${ifMatch ?? ''}\n`), body]), 'buffer');

// These say nothing of the command: it was not tried, or what became of it is not known.
const notRecorded = (status: number): boolean => status >= 500 || status === 412 || status === 429;

export type Replayable = Readonly<{ answer: RecordedAnswer; replayed: boolean }>;

/**
 * Runs a command under its key: claims the key before the work, records the answer beside giving it, and gives a repeat
 * the first answer again. Faults, and answers that are not to be kept, give the key back, bound to its request.
 * @throws RequestRefused idempotency_key_reused, idempotency_in_progress
 */
export async function underKey(
  keys: IdempotencyKeys,
  { keepAnswer, ...command }: ClaimRequest & Readonly<{ keepAnswer: boolean }>,
  run: () => Promise<RecordedAnswer>,
  onUnrecorded: (error: unknown) => void,
): Promise<Replayable> {
  const result = await keys.claim(command);
  if (result.outcome === 'answered') return { answer: result.answer, replayed: true };
  if (result.outcome === 'otherRequest') throw new RequestRefused('idempotency_key_reused');
  if (result.outcome === 'running')
    throw new RequestRefused('idempotency_in_progress', { headers: { 'Retry-After': '1' } });
  const { commandId } = command;
  try {
    const answer = await run();
    // The command has been carried out: failing to record the answer must not turn it into an error. The claim
    // lapses, and a repeat carries the same command id.
    if (!keepAnswer || notRecorded(answer.status)) await keys.release(commandId, result.claim).catch(onUnrecorded);
    else void keys.complete(command, result.claim, answer).catch(onUnrecorded);
    return { answer, replayed: false };
  } catch (error) {
    await keys.release(commandId, result.claim).catch(onUnrecorded);
    throw error;
  }
}
