import { assertInLog } from '../harness/ask.js';
import { withProcessorTime } from '../harness/processorTime.js';
import type { Program } from '../harness/startProgram.js';
import type { HandleCommands } from '../programs/handleCommands.js';
import type { HttpApi } from '../programs/httpApi.js';
import type { HttpLoader } from '../programs/httpLoad.js';

/** Events of an account before a round of commands. */
export const HISTORY = 20;
const ACCOUNTS_OVER_HTTP = 256;

/** What a JSON request to deposit says. */
export const depositBody = JSON.stringify({ amount: 1_250, currency: 'eur', reference: 'transfer, as agreed' });

/** The paths to deposit at, of accounts that begin so. */
export const depositPaths = (root: string, account: string): string[] =>
  Array.from({ length: ACCOUNTS_OVER_HTTP }, (_, at) => `${root}/accounts/${account}${at}/deposits`);

type HandledRound = Readonly<{ round: number; accounts: number; callers: number; commands: number }>;

/** Commands on accounts of this round's own, which have 20 events before; all of them are in the log then, once. */
export async function handleDeposits(
  handler: Program<HandleCommands>,
  logUrl: string,
  { round, accounts, callers, commands }: HandledRound,
) {
  const prefix = `account.${callers}.${round}-`;
  await handler.call('prepare', { prefix, accounts, events: HISTORY });
  const load = { prefix, accounts, callers, commands };
  const figures = await withProcessorTime(commands, () => handler.call('run', load));
  await assertInLog(logUrl, prefix, accounts * HISTORY + commands);
  return figures;
}

type PostedRound = Readonly<{ round: number; connections: number; requests: number }>;

/**
 * The same over HTTP, each with its token and a key of its own, on accounts that were each asked for once before, as those
 * of `handleDeposits` were; what these first commands took is told as well.
 */
export async function postDeposits(
  loader: Program<HttpLoader>,
  api: Program<HttpApi>,
  logUrl: string,
  { round, connections, requests }: PostedRound,
) {
  const { url, token } = await api.call('address');
  const prefix = `posted.${round}-`;
  const load = {
    ...{ url, connections, body: depositBody, paths: depositPaths('/api/v1', prefix) },
    headers: { authorization: `Bearer ${token}` },
  };
  const key = (which: string) => ({ header: 'idempotency-key', prefix: `${which}-deposit-of-round-${round}-number-` });
  const first = await loader.call('run', { ...load, requests: ACCOUNTS_OVER_HTTP, unique: key('first') });
  const later = { ...load, requests, unique: key('later') };
  const figures = await withProcessorTime(requests, () => loader.call('run', later));
  await assertInLog(logUrl, prefix, ACCOUNTS_OVER_HTTP + requests);
  return { ...figures, firstP50: first.p50, firstP99: first.p99 };
}
