import { generate } from 'otplib';
import { until } from './until.js';

/** A code of the app, so many steps of 30 seconds from now: of three that are good at a time each is good once. */
export async function totpCode(secret: unknown, steps: number): Promise<string> {
  // Not in the last moments of a step: it would be another by the time the code arrives.
  await until(() => Date.now() % 30_000 < 27_000);
  return generate({ secret: String(secret), epoch: Math.floor(Date.now() / 1_000) + steps * 30 });
}
