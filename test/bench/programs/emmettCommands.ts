import { CommandHandler } from '@event-driven-io/emmett';
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import { inFlight } from '../harness/inFlight.js';
import { program } from '../harness/program.js';
import { latencies } from '../harness/statistics.js';
import { type Account, type Deposited, deposit, deposits, evolveAccount, noAccount } from '../ledger/ledger.js';
import type { CommandLoad } from './handleCommands.js';

type Stored = { type: 'Deposited'; data: Deposited['data'] };

/** The peer: Emmett's own command handler over its own PostgreSQL event store, set up as its documentation shows. */
async function start({ databaseUrl }: Readonly<{ databaseUrl: string }>) {
  const store = getPostgreSQLEventStore(databaseUrl);
  await store.schema.migrate();
  const handle = CommandHandler<Account, Stored>({ evolve: evolveAccount, initialState: () => noAccount });
  const command = (account: string, times: number) =>
    handle(store, account, (state) => deposits(deposit(account, times), state));

  return {
    prepare: async ({ prefix, accounts, events }: Readonly<{ prefix: string; accounts: number; events: number }>) => {
      await inFlight(16, accounts, (at) => command(`${prefix}${at}`, events));
    },
    run: async ({ prefix, accounts, callers, commands }: CommandLoad) => {
      const { eachMs, totalMs } = await inFlight(callers, commands, (at) => command(`${prefix}${at % accounts}`, 1));
      return { perSecond: commands / (totalMs / 1_000), ...latencies(eachMs) };
    },
  };
}
export type EmmettCommands = Awaited<ReturnType<typeof start>>;

program(start);
