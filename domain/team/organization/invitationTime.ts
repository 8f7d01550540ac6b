/** How long an invitation can be accepted, in milliseconds: seven days. */
export const INVITATION_LIFETIME_MS = 7 * 24 * 60 * 60 * 1_000;

const HOUR_MS = 60 * 60 * 1_000;
/** Invitation mails an organization may send in an hour, first or again: it must not become a way to mail strangers. */
export const INVITATIONS_AN_HOUR = 100;

/** When an invitation was sent, by its expiry. */
export const sentAtOf = (expiresAt: string): number => Date.parse(expiresAt) - INVITATION_LIFETIME_MS;

/** The times of an hour up to `now` (milliseconds since 1970), oldest first. */
export const withinTheHour = (times: readonly number[], now: number): readonly number[] =>
  times.filter((time) => time > now - HOUR_MS);

/** How long until another invitation may be sent, in milliseconds; 0 when it may now. */
export function waitForInvitation(sentAt: readonly number[], now: number): number {
  const recent = withinTheHour(sentAt, now);
  const leaving = recent.at(-INVITATIONS_AN_HOUR);
  return leaving === undefined ? 0 : leaving + HOUR_MS - now;
}
