import type { Sample } from './statistics.js';

type Figures = Readonly<Record<string, number>>;
type Sides = Readonly<Record<string, (round: number) => Promise<Figures>>>;
type Samples<S extends Sides> = {
  readonly [Side in keyof S]: Readonly<Record<keyof Awaited<ReturnType<S[Side]>>, Sample>>;
};

/**
 * Runs every side once to warm up and then `runs` times, side by side and in turns, so that a noisy minute of the
 * machine hits all of them. Round 0 is the warm-up.
 */
export async function rounds<S extends Sides>(runs: number, sides: S): Promise<Samples<S>> {
  const samples: Record<string, Record<string, number[]>> = {};
  for (let round = 0; round <= runs; round++) {
    const names = Object.keys(sides);
    for (const name of round % 2 === 0 ? names : names.reverse()) {
      const figures = (await sides[name]?.(round)) ?? {};
      if (round > 0) samples[name] = extended(samples[name] ?? {}, figures);
    }
  }
  return samples as unknown as Samples<S>;
}

const extended = (sample: Readonly<Record<string, number[]>>, figures: Figures): Record<string, number[]> =>
  Object.fromEntries(Object.entries(figures).map(([figure, value]) => [figure, [...(sample[figure] ?? []), value]]));
