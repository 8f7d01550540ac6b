export type SentRecord = Readonly<{ id: string; meter: string; quantity: number; at: string }>;

const HOUR_MS = 3_600_000;
const meters = ['agent_runs', 'documents'] as const;

/** The n-th record of a run: always the same, spread over two meters and some hours before `now`. */
export const sentRecord = (run: string, n: number, now: number): SentRecord => ({
  id: `${run}-${n}`,
  meter: meters[n % meters.length] ?? meters[0],
  quantity: (n * 7) % 13,
  at: new Date(now - (n % 20) * HOUR_MS).toISOString(),
});

/**
 * The calls that send so many records, each once, and with them every twentieth again: the record half a run before it.
 * @returns bodies of up to 1,000 records
 */
export function usageCalls(run: string, records: number, perCall: number, now: number): readonly SentRecord[][] {
  const calls: SentRecord[][] = [];
  for (let from = 0; from < records; from += perCall) {
    const call: SentRecord[] = [];
    for (let n = from; n < Math.min(from + perCall, records); n++) {
      call.push(sentRecord(run, n, now));
      if (n % 20 === 19) call.push(sentRecord(run, Math.floor(n / 2), now));
    }
    calls.push(call);
  }
  return calls;
}

/** Units of all records of a run. */
export const unitsOf = (run: string, records: number, now: number): bigint =>
  Array.from({ length: records }, (_, n) => sentRecord(run, n, now)).reduce(
    (sum, { quantity }) => sum + BigInt(quantity),
    0n,
  );
