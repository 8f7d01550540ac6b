import { parseArgs } from 'node:util';

/** What the command line asks for. */
export type Settings = Readonly<{
  /** Names of scenarios; empty means all. */
  only: readonly string[];
  /** Measured rounds of each side; a warm-up round comes first. */
  runs: number;
  /** Multiplies the sizes of all loads; below 1 for a quick look, whose figures mean nothing. */
  scale: number;
}>;

/** @throws TypeError for an option that does not exist */
export function readSettings(given: readonly string[]): Settings {
  const { values } = parseArgs({
    args: [...given],
    options: {
      only: { type: 'string', multiple: true, default: [] },
      runs: { type: 'string', default: '5' },
      scale: { type: 'string', default: '1' },
    },
  });
  const [runs, scale] = [Number(values.runs), Number(values.scale)];
  if (!Number.isInteger(runs) || runs < 1) throw new TypeError('--runs takes a whole number from 1');
  if (!(scale > 0)) throw new TypeError('--scale takes a number above 0');
  return { only: values.only.flatMap((names) => names.split(',')), runs, scale };
}

/** So many of something at this scale, at least `least`. */
export const scaled = ({ scale }: Settings, count: number, least = 1): number =>
  Math.max(least, Math.round(count * scale));
