const DAY_MS = 86_400_000;
const DAYS_OF_ERA = 146_097;
/** 0000-03-01, from where leap days come last, before 1970-01-01. */
const DAYS_BEFORE_1970 = 719_468;

const digits = (value: number, length: number): string => String(value).padStart(length, '0');

/**
 * An instant as it is stored (ISO 8601, UTC, milliseconds), of milliseconds since 1970-01-01T00:00Z; for the years 0 to
 * 9999 of the Gregorian calendar. The domain makes no dates of its own, and this needs none
 * (H. Hinnant, chrono-compatible low-level date algorithms, `civil_from_days`).
 */
export function instantOf(milliseconds: number): string {
  const days = Math.floor(milliseconds / DAY_MS);
  const time = milliseconds - days * DAY_MS;
  const shifted = days + DAYS_BEFORE_1970;
  const era = Math.floor(shifted / DAYS_OF_ERA);
  const dayOfEra = shifted - era * DAYS_OF_ERA;
  const leapDays = Math.floor(dayOfEra / 1_460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const clock = [time / 3_600_000, (time / 60_000) % 60, (time / 1_000) % 60].map((part) =>
    digits(Math.floor(part), 2),
  );
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}T${clock.join(':')}.${digits(time % 1_000, 3)}Z`;
}

/** The instant so many milliseconds after (or before) another. */
export const instantAfter = (from: Date | string, milliseconds: number): string =>
  instantOf((typeof from === 'string' ? Date.parse(from) : from.getTime()) + milliseconds);
