/** The latest of some positions of the log; 0 of none. */
export function laterPosition(...positions: readonly bigint[]): bigint {
  let latest = 0n;
  for (const position of positions) if (position > latest) latest = position;
  return latest;
}
