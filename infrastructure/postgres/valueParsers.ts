/**
 * How PostgreSQL values look in JavaScript, everywhere in the product: `int8` is a bigint, `timestamptz` an ISO 8601
 * string in UTC with milliseconds (as events carry times), `date` its text `YYYY-MM-DD`, `numeric` its decimal text.
 * All else is as `pg` gives it.
 */
export const valueParsers: Readonly<Record<string, Readonly<{ oid: number; arrayOid: number; parse: ValueParser }>>> = {
  int8: { oid: 20, arrayOid: 1016, parse: BigInt },
  timestamptz: { oid: 1184, arrayOid: 1185, parse: isoInstant },
  date: { oid: 1082, arrayOid: 1182, parse: String },
  numeric: { oid: 1700, arrayOid: 1231, parse: String },
};

type ValueParser = (text: string) => unknown;

const instant = /^(\d{4,})-(\d\d)-(\d\d) (\d\d:\d\d:\d\d)(\.\d+)?([+-]\d\d)(?::?(\d\d))?/;

/** `2026-01-02 03:04:05.678901+01` → `2026-01-02T02:04:05.678Z`; `infinity` and years before 1 stay as they are. */
export function isoInstant(text: string): string {
  const parts = instant.exec(text);
  if (!parts || text.endsWith('BC')) return text;
  const [, year, month, day, time, fraction = '.0', hours, minutes = '00'] = parts;
  return new Date(`${year}-${month}-${day}T${time}${fraction.slice(0, 4)}${hours}:${minutes}`).toISOString();
}
