import type { ExportedColumn, ExportedRow } from './exportedData.js';

/** Read models of one organization at one moment, the same for all of them however long the reading takes. */
export interface OrganizationSnapshot {
  /** By read model: everything up to this position of the log is in it. */
  readonly positions: ReadonlyMap<string, bigint>;
  /** The columns of a read model among these, in their order, and of which type each is. */
  columns(readModel: string, names: readonly string[]): Promise<readonly ExportedColumn[]>;
  /** The organization's rows, some at a time, by the order given; properties are the columns in camel case. */
  rows(
    readModel: string,
    names: readonly string[],
    orderedBy: readonly string[],
  ): AsyncIterable<readonly ExportedRow[]>;
  close(): Promise<void>;
}

export interface OrganizationSnapshots {
  /**
   * Opens one; there are few at a time. It lasts until it is closed, or until nobody has read from it for a minute.
   * @throws the driver's error when none comes free
   */
  open(organizationId: string): Promise<OrganizationSnapshot>;
}
