/** Older news is not mailed: not when mails are switched on over a long log, and not after a long stand-still. */
const NEWS_FOR_MS = 3 * 24 * 60 * 60 * 1_000;

/** Whether something happened recently enough to be mailed. */
export const isNews = (now: Date, occurredAt: string): boolean => now.getTime() - Date.parse(occurredAt) <= NEWS_FOR_MS;
