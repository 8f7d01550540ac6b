import { instantAfter } from '../../instant.js';
import type { MailedTokens } from './userState.js';

type Token = Readonly<{ generation: number; tokenHash: string }>;

const HOUR_MS = 3_600_000;
/** Mails of one kind an hour that a person can be sent by whoever knows the address. */
const MAILS_AN_HOUR = 5;

/** Whether a mail asked for now is to be left out: another was asked for at the same time, or there were too many. */
export function mailsAsked(
  { generation, recent }: MailedTokens,
  wanted: Token,
  lifetimeMs: number,
  now: Date,
): boolean {
  if (wanted.generation !== generation + 1) return true;
  const hourAgo = instantAfter(now, lifetimeMs - HOUR_MS);
  return recent.filter((expiresAt) => expiresAt > hourAgo).length >= MAILS_AN_HOUR;
}

/** What is recorded of a token that goes out now. */
export const freshToken = ({ generation, tokenHash }: Token, lifetimeMs: number, now: Date) => ({
  generation,
  tokenHash,
  expiresAt: instantAfter(now, lifetimeMs),
});

/** Whether a token that came back is the last one sent, unused and in time. */
export const isOpen = ({ open }: MailedTokens, { generation, tokenHash }: Token, now: Date): boolean =>
  open !== null && open.generation === generation && open.tokenHash === tokenHash && now.toISOString() < open.expiresAt;
