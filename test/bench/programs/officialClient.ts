import { EventStoreDBClient, jsonEvent, NO_STREAM } from '@eventstore/db-client';
import { derivedId } from '../../../application/derivedIds.js';
import { inFlight } from '../harness/inFlight.js';
import { program } from '../harness/program.js';
import { latencies } from '../harness/statistics.js';
import { contextOf, deposit } from '../ledger/ledger.js';

/** One event an append, each to a new stream. */
export type AppendLoad = Readonly<{ prefix: string; width: number; appends: number }>;

/** The official client as anybody would use it, without credentials, so that it appends over one long call. */
async function start({ connectionString }: Readonly<{ connectionString: string }>) {
  const client = EventStoreDBClient.connectionString(connectionString);

  async function append(stream: string): Promise<void> {
    const id = derivedId(stream);
    const { times, ...data } = deposit(stream);
    const { commandId, correlationId, causationId, ...rest } = contextOf(id);
    const occurredAt = new Date().toISOString();
    const metadata = {
      commandId,
      $correlationId: correlationId,
      $causationId: causationId,
      ...rest,
      occurredAt,
      schemaVersion: times,
    };
    const event = jsonEvent({ id, type: 'Deposited', data: { ...data, balance: data.amount }, metadata });
    const { success } = await client.appendToStream(stream, event, { expectedRevision: NO_STREAM });
    if (!success) throw new Error(`the append to ${stream} was refused`);
  }

  return {
    run: async ({ prefix, width, appends }: AppendLoad) => {
      const { eachMs, totalMs } = await inFlight(width, appends, (at) => append(`${prefix}${at}`));
      return { perSecond: appends / (totalMs / 1_000), ...latencies(eachMs) };
    },
  };
}
export type OfficialClient = Awaited<ReturnType<typeof start>>;

program(start);
