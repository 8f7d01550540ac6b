import { derivedId } from '../../../application/derivedIds.js';
import { createCommandHandling } from '../../../application/handleCommand.js';
import { connectEventStore } from '../../../infrastructure/eventstore/connectEventStore.js';
import { inFlight } from '../harness/inFlight.js';
import { program } from '../harness/program.js';
import { latencies } from '../harness/statistics.js';
import { accountDecider, contextOf, deposit, ledgerCodec } from '../ledger/ledger.js';

/** So many commands, round about over accounts whose names begin with the prefix. */
export type CommandLoad = Readonly<{ prefix: string; accounts: number; callers: number; commands: number }>;

async function start({ connectionString }: Readonly<{ connectionString: string }>) {
  const eventStore = await connectEventStore({ connectionString });
  const { handleCommand } = createCommandHandling(eventStore, ledgerCodec);

  async function command(account: string, commandId: string, times: number): Promise<void> {
    const data = deposit(account, times);
    const context = contextOf(commandId);
    const handled = await handleCommand(account, accountDecider, { type: 'Deposit', data, now: new Date() }, context);
    if (!handled.accepted || handled.replayed) throw new Error(`a deposit to ${account} was not recorded`);
  }

  return {
    /** Gives each account a history. */
    prepare: async ({ prefix, accounts, events }: Readonly<{ prefix: string; accounts: number; events: number }>) => {
      await inFlight(16, accounts, (at) => command(`${prefix}${at}`, derivedId(prefix, at), events));
    },
    run: async ({ prefix, accounts, callers, commands }: CommandLoad) => {
      const { eachMs, totalMs } = await inFlight(callers, commands, (at) =>
        command(`${prefix}${at % accounts}`, derivedId(prefix, 'run', callers, at), 1),
      );
      return { perSecond: commands / (totalMs / 1_000), ...latencies(eachMs) };
    },
  };
}
export type HandleCommands = Awaited<ReturnType<typeof start>>;

program(start);
