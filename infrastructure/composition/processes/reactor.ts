import type { Container } from 'inversify';
import { runReaction } from '../../../application/reactions/runReaction.js';
import { reactionLedger } from '../../postgres/reactionLedger.js';
import { TOKENS } from '../tokens.js';

/** Runs every reaction until the signal aborts; resolves when all have ended. */
export async function runReactor(container: Container, signal: AbortSignal): Promise<void> {
  const leases = container.get(TOKENS.leases);
  const dependencies = {
    feed: container.get(TOKENS.feed),
    ledger: reactionLedger(container.get(TOKENS.pool), leases.acquire),
    eventStore: container.get(TOKENS.eventStore),
    decode: container.get(TOKENS.codec).decode,
    clock: container.get(TOKENS.clock),
    logger: container.get(TOKENS.logger),
  };
  await Promise.all(
    container
      .getAll(TOKENS.reactions)
      .flat()
      .map((each) => runReaction(each, dependencies, signal)),
  );
}
