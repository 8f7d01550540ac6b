import { median, ratioOf, type Sample } from './statistics.js';

/** Somebody else's figure of the same rounds: a product to be better than, or what the machine can do at all. */
export type Reference = Readonly<{ role: 'peer' | 'limit'; name: string; values: Sample }>;

/** A bar on the figure itself or on its ratio to the reference. */
export type Bar = Readonly<{ on: 'figure' | 'ratio'; is: 'atLeast' | 'atMost'; value: number }>;

/** One line of the table. */
export type Row = Readonly<{ figure: string; unit: string; values: Sample; against?: Reference; bar?: Bar }>;

export const atLeast = (value: number): Bar => ({ on: 'figure', is: 'atLeast', value });
export const atMost = (value: number): Bar => ({ on: 'figure', is: 'atMost', value });
export const ratioAtLeast = (value: number): Bar => ({ on: 'ratio', is: 'atLeast', value });
export const ratioAtMost = (value: number): Bar => ({ on: 'ratio', is: 'atMost', value });

/** The row with what follows from its samples. */
export function judged(row: Row) {
  const { values, against, bar } = row;
  const ratio = against && ratioOf(values, against.values);
  const value = median(values);
  const measured = bar?.on === 'ratio' ? ratio : value;
  const met = bar && measured !== undefined && (bar.is === 'atLeast' ? measured >= bar.value : measured <= bar.value);
  return { ...row, median: value, least: Math.min(...values), most: Math.max(...values), ratio, met };
}
export type JudgedRow = ReturnType<typeof judged>;
