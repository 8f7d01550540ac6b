/** What a period's usage comes to if it goes on as it has since the period began, rounded down. */
export function projectedQuantity(
  quantity: bigint,
  period: Readonly<{ start: string; end: string }>,
  now: Date,
): bigint {
  const start = Date.parse(period.start);
  const end = Date.parse(period.end);
  const elapsed = Math.min(now.getTime(), end) - start;
  return elapsed <= 0 ? quantity : (quantity * BigInt(end - start)) / BigInt(elapsed);
}
