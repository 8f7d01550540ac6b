import { fire } from '../harness/fire.js';
import { program } from '../harness/program.js';

const PATH = '/api/v1/billing/usage';
const meters = ['agent_runs', 'documents', 'llm_tokens'] as const;

export type UsageLoad = Readonly<{
  url: string;
  /** One for each organization that sends. */
  tokens: readonly string[];
  run: string;
  connections: number;
  calls: number;
  recordsPerCall: number;
}>;

async function start() {
  return {
    /** Every call is sent by the organizations in turns; one record of twenty is one that the organization sent before. */
    run: ({ url, tokens, run, connections, calls, recordsPerCall }: UsageLoad) => {
      const at = new Date().toISOString();
      const bodies = Array.from({ length: calls }, (_, call) => {
        const records = Array.from({ length: recordsPerCall }, (_, place) => {
          const again = place % 20 === 19 && call >= tokens.length;
          const id = again ? `${run}-${call - tokens.length}-${place - 1}` : `${run}-${call}-${place}`;
          return { id, meter: meters[place % meters.length], quantity: place % 7, at };
        });
        return JSON.stringify({ records });
      });
      const request = (at: number) => ({
        path: PATH,
        body: bodies[at] ?? '',
        headers: { authorization: `Bearer ${tokens[at % tokens.length]}` },
      });
      return fire({ url, connections, requests: calls, request });
    },
  };
}
export type UsageLoader = Awaited<ReturnType<typeof start>>;

program(start);
