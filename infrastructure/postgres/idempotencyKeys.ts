import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type {
  ClaimRequest,
  ClaimResult,
  IdempotencyKeys,
  RecordedAnswer,
} from '../../application/ports/idempotencyKeys.js';
import { after, coalesce, whileMoreCome } from './coalesce.js';
import { claimSql, completeSql, forgetSql, releaseSql } from './idempotencySql.js';

type Row = Readonly<{
  command_id: string;
  claim: string;
  request_hash: Buffer;
  status: number | null;
  headers: Record<string, string> | null;
  body: string | null;
}>;
type Claim = ClaimRequest & Readonly<{ claim: string }>;
type Completion = Claim & Readonly<{ answer: RecordedAnswer }>;
type Given = Readonly<{ requestHash: Buffer; answer: RecordedAnswer }>;

const maxItems = 200;
/** One statement at a time: the busier it is, the more keys share one, and a statement costs far more than a key. */
const maxRuns = 1;

/** Claims as the arrays that both statements begin with. */
const claimColumns = (claims: readonly Claim[]) => [
  claims.map(({ commandId }) => commandId),
  claims.map(({ organizationId }) => organizationId),
  claims.map(({ requestHash }) => requestHash.toString('hex')),
  claims.map(({ claim }) => claim),
];

function resultOf({ claim, requestHash }: Claim, row: Row | undefined): ClaimResult {
  if (!row) throw new Error('Claiming an idempotency key returned no row');
  if (row.claim === claim) return { outcome: 'claimed', claim };
  if (!row.request_hash.equals(requestHash)) return { outcome: 'otherRequest' };
  if (row.status === null) return { outcome: 'running' };
  return { outcome: 'answered', answer: { status: row.status, headers: row.headers ?? {}, body: row.body ?? '' } };
}

/**
 * Idempotency keys in PostgreSQL: one round trip before a command and one after its answer, shared by the commands that
 * run at the same time. A repeat that comes between answer and record is answered from memory.
 */
export class PostgresIdempotencyKeys implements IdempotencyKeys {
  private readonly claimed: (claim: Claim) => Promise<ClaimResult>;
  private readonly completed: (completion: Completion) => Promise<undefined>;
  /** Answers that have been given and are on their way into the table, by command id. */
  private readonly unrecorded = new Map<string, Given>();
  private readonly recording = new Set<Promise<undefined>>();

  /** @param pool `pg`, with at least four connections for this to keep pace under load */
  constructor(private readonly pool: Pool) {
    this.claimed = coalesce({
      run: (claims) => this.claimAll(claims),
      identity: ({ commandId }: Claim) => commandId,
      maxItems,
      maxRuns,
      gathering: whileMoreCome(2),
    });
    this.completed = coalesce({
      run: (completions) => this.completeAll(completions),
      identity: ({ commandId }: Completion) => commandId,
      maxItems,
      maxRuns,
      // Until then a repeat is answered from memory, and after a crash by the event store.
      gathering: after(20),
    });
  }

  async claim(request: ClaimRequest): Promise<ClaimResult> {
    const given = this.unrecorded.get(request.commandId);
    if (!given) return this.claimed({ ...request, claim: randomUUID() });
    if (!given.requestHash.equals(request.requestHash)) return { outcome: 'otherRequest' };
    return { outcome: 'answered', answer: given.answer };
  }

  async complete(request: ClaimRequest, claim: string, answer: RecordedAnswer): Promise<void> {
    const { commandId, requestHash } = request;
    const given = { requestHash, answer };
    this.unrecorded.set(commandId, given);
    const recording = this.completed({ ...request, claim, answer });
    this.recording.add(recording);
    try {
      await recording;
    } finally {
      this.recording.delete(recording);
      if (this.unrecorded.get(commandId) === given) this.unrecorded.delete(commandId);
    }
  }

  /** Resolves when every answer given so far is in the table, or could not be put there. */
  async recorded(): Promise<void> {
    await Promise.allSettled(this.recording);
  }

  async release(commandId: string, claim: string): Promise<void> {
    await this.pool.query({ name: 'idempotency-release', text: releaseSql, values: [commandId, claim] });
  }

  async forgetBefore(instant: Date): Promise<number> {
    return (await this.pool.query(forgetSql, [instant])).rowCount ?? 0;
  }

  private async claimAll(claims: readonly Claim[]): Promise<ClaimResult[]> {
    const { rows } = await this.pool.query<Row>({
      name: 'idempotency-claim',
      text: claimSql,
      values: claimColumns(claims),
    });
    const byId = new Map(rows.map((row) => [row.command_id, row]));
    return claims.map((claim) => resultOf(claim, byId.get(claim.commandId)));
  }

  private async completeAll(completions: readonly Completion[]): Promise<undefined[]> {
    await this.pool.query({
      name: 'idempotency-complete',
      text: completeSql,
      values: [
        ...claimColumns(completions),
        completions.map(({ answer }) => answer.status),
        completions.map(({ answer }) => JSON.stringify(answer.headers)),
        completions.map(({ answer }) => answer.body),
      ],
    });
    return completions.map(() => undefined);
  }
}
