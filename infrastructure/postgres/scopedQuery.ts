import pg from 'pg';

/** Whose rows a query may see; an empty name is nobody's. */
export type Scope = Readonly<{ organizationId: string; userId: string }>;

const STATEMENT = 'objecta_scope';
const TEXT = `SELECT set_config('app.organization_id', $1, true), set_config('app.user_id', $2, true)`;

/** What `pg` calls on a query and on the connection below it; its types leave most of it out. */
type Wire = Readonly<{
  stream: Readonly<{ cork: () => void; uncork: () => void }>;
  parse: (message: Readonly<{ name: string; text: string }>) => void;
  bind: (message: Readonly<{ statement: string; values: readonly string[] }>) => void;
  execute: (message: object) => void;
}>;
type Received = Readonly<{ text?: string; fields?: readonly unknown[] }>;
type Inner = Readonly<{
  submit: (wire: Wire) => Error | null;
  handleDataRow: (message: Received) => void;
  handleCommandComplete: (message: Received, wire: Wire) => void;
}>;

const inner = pg.Query.prototype as unknown as Inner;
/** Connections that know the statement which sets the scope. */
const prepared = new WeakSet<Wire>();

/**
 * A query and the scope it runs in, sent together: one round trip. Messages up to the next Sync are one transaction, and the
 * scope is local to it, so that nothing of it is left for whoever gets the connection next.
 * PostgreSQL documentation, "Pipelining" in Message Flow.
 */
export class ScopedQuery extends pg.Query {
  readonly #scope: Scope;
  #wire: Wire | undefined;

  /** @param name prepares the statement once a connection; undefined sends it as it is */
  constructor(name: string | undefined, text: string, values: readonly unknown[], scope: Scope) {
    const config = { ...(name !== undefined && { name }), text, values: [...values], queryMode: 'extended' };
    super(config);
    this.#scope = scope;
    this.submit = (connection) => this.#send(connection as unknown as Wire) as never;
  }

  #send(wire: Wire): Error | null {
    wire.stream.cork();
    try {
      if (!prepared.has(wire)) wire.parse({ name: STATEMENT, text: TEXT });
      wire.bind({ statement: STATEMENT, values: [this.#scope.organizationId, this.#scope.userId] });
      wire.execute({});
      this.#wire = wire;
      return inner.submit.call(this, wire);
    } finally {
      wire.stream.uncork();
    }
  }

  /** The row that tells the scope is nobody's business. */
  handleDataRow(message: Received): void {
    if (this.#wire === undefined) inner.handleDataRow.call(this, message);
  }

  handleCommandComplete(message: Received, wire: Wire): void {
    if (this.#wire === undefined) {
      inner.handleCommandComplete.call(this, message, wire);
    } else {
      prepared.add(wire);
      this.#wire = undefined;
    }
  }
}
