/** What a column type makes of a value: the value as it will come back from the table, or undefined when it cannot hold it. */
export type Accept = (value: unknown) => unknown;

const text: Accept = (value) => (typeof value === 'string' ? value : undefined);
const whole: Accept = (value) => (Number.isSafeInteger(value) ? value : undefined);
const json: Accept = (value) => (typeof value === 'bigint' || typeof value === 'function' ? undefined : value);
const date = /^\d{4}-\d\d-\d\d$/;
const canonicalInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

function instant(value: unknown): unknown {
  if (typeof value !== 'string') return undefined;
  if (canonicalInstant.test(value)) return value;
  const time = new Date(value);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

const byName: Readonly<Record<string, Accept>> = {
  text,
  varchar: text,
  numeric: text,
  int2: whole,
  int4: whole,
  int8: (value) => (typeof value === 'bigint' ? value : whole(value)),
  float8: (value) => (Number.isFinite(value) ? value : undefined),
  bool: (value) => (typeof value === 'boolean' ? value : undefined),
  uuid: (value) => (typeof value === 'string' ? value.toLowerCase() : undefined),
  date: (value) => (typeof value === 'string' && date.test(value) ? value : undefined),
  timestamptz: instant,
  json,
  jsonb: json,
};

const list: Accept = (value) => (Array.isArray(value) ? value : undefined);

/** @param category `pg_type.typcategory`: A is an array, E an enumeration */
export const columnType = (name: string, category: string): Accept | undefined =>
  category === 'A' ? list : category === 'E' ? text : byName[name];
