import type { Queryable } from './checkpoints.js';
import { type Accept, columnType } from './columnTypes.js';

export type RowColumn = Readonly<{ column: string; property: string; type: string; accept: Accept }>;

/** A row does not fit its table: the projector is wrong, not the event. */
export class RowMismatch extends Error {
  override readonly name = 'RowMismatch';
}

/**
 * How the rows of a read model fill the columns of its table. Rows are made to look exactly as they would come back
 * from the table, so that a fold gives the same whether it goes on in memory or after a restart.
 */
export class RowShape {
  readonly columns: readonly RowColumn[];
  /** The int8 columns that hold numbers rather than bigints: known from the first number written, kept with the checkpoint. */
  readonly numbers: Set<string>;

  private constructor(columns: readonly RowColumn[], numbers: readonly string[]) {
    this.columns = columns;
    this.numbers = new Set(numbers);
  }

  /** Reads the columns that rows fill from the catalogue; generated ones are left out. @throws RowMismatch */
  static async read(db: Queryable, table: string, numbers: readonly string[]): Promise<RowShape> {
    const { rows } = await db.query<{ column: string; type: string; category: string }>(
      `SELECT a.attname AS "column", t.typname AS type, t.typcategory AS category
       FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
       WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum`,
      [table],
    );
    const columns = rows.map(({ column, type, category }) => {
      const accept = columnType(type, category);
      if (!accept) throw new RowMismatch(`column ${column}: read models do not take the type ${type}`);
      return { column, property: camelCase(column), type, accept };
    });
    return new RowShape(columns, numbers);
  }

  /** The row as it will come back from the table. @throws RowMismatch */
  accept = (row: object): object => {
    const given = row as Record<string, unknown>;
    let accepted = given;
    for (const { column, property, type, accept } of this.columns) {
      const value = given[property];
      if (value === null) continue;
      const kept = accept(value);
      if (kept === undefined)
        throw new RowMismatch(`property ${property} is ${describe(value)}; column ${column} is ${type}`);
      if (type === 'int8') this.#sameKind(column, typeof value);
      if (kept !== value) accepted = { ...accepted, [property]: kept };
    }
    if (Object.keys(given).length !== this.columns.length) this.#refuseExtra(given);
    return accepted;
  };

  /** The columns of an accepted row, for JSON. */
  toRecord(row: object): Record<string, unknown> {
    const record: Record<string, unknown> = {};
    for (const { column, property } of this.columns) {
      const value = (row as Record<string, unknown>)[property];
      record[column] = typeof value === 'bigint' ? value.toString() : value;
    }
    return record;
  }

  /** A row as the database gave it, its int8 columns turned back into the numbers they were. */
  restore(row: Record<string, unknown>): object {
    for (const { column, property } of this.columns) {
      if (this.numbers.has(column) && row[property] !== null) row[property] = Number(row[property]);
    }
    return row;
  }

  #sameKind(column: string, kind: string): void {
    if (kind === 'number') this.numbers.add(column);
    else if (this.numbers.has(column)) throw new RowMismatch(`column ${column} was given numbers before, now a bigint`);
  }

  #refuseExtra(row: object): never {
    const known = new Set(this.columns.map(({ property }) => property));
    const extra = Object.keys(row).filter((property) => !known.has(property));
    throw new RowMismatch(`the table has no column for ${extra.join(', ')}`);
  }
}

const camelCase = (column: string): string => column.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());

const describe = (value: unknown): string =>
  value === undefined ? 'missing (give null)' : `a ${typeof value}, ${String(value).slice(0, 60)}`;
