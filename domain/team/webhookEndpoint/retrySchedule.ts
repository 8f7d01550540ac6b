import { instantAfter } from '../../instant.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Pauses after each failed attempt (Standard Webhooks, "Retry schedule"); the first attempt is made at once. */
const PAUSES_MS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const;

/** Of a pause, at most: endpoints that failed together are not asked again together. */
const JITTER = 0.1;
const DIGITS = 8;

/**
 * When a delivery is tried again; undefined after the last attempt.
 * @param tries attempts so far, at least 1
 * @param deliveryId a UUID: the jitter is derived from it, the same for a repetition
 */
export function nextWebhookAttempt(tries: number, deliveryId: string, now: Date): string | undefined {
  const pause = PAUSES_MS[tries - 1];
  if (pause === undefined) return undefined;
  const share = Number.parseInt(deliveryId.replaceAll('-', '').slice(-DIGITS), 16) / 16 ** DIGITS;
  return instantAfter(now, Math.round(pause * (1 + JITTER * share)));
}
