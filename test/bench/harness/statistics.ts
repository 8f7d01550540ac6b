/** Measurements of one figure, one a round. */
export type Sample = readonly number[];

/** The value below which the fraction lies (nearest rank); 0 for no values. */
export function quantile(values: Sample, fraction: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(fraction * sorted.length) - 1))] ?? 0;
}

export function median(values: Sample): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  if (sorted.length % 2 === 1) return sorted[Math.floor(middle)] ?? 0;
  return ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** Median of the ratios of each round, whose two sides ran one right after the other. */
export const ratioOf = (ours: Sample, theirs: Sample): number =>
  median(ours.map((value, round) => value / (theirs[round] ?? Number.NaN)));

/** Latencies of single operations in milliseconds, as figures. */
export const latencies = (values: Sample) => ({
  p50: quantile(values, 0.5),
  p95: quantile(values, 0.95),
  p99: quantile(values, 0.99),
});
