import { z } from 'zod';

/** Why a parameter is refused, in Stripe's codes; undefined where Stripe gives none. */
export type ParameterCode =
  | 'parameter_missing'
  | 'parameter_invalid_empty'
  | 'parameter_invalid_integer'
  | 'parameter_invalid_string_blank'
  | 'parameter_unknown';

export class ParameterProblem extends Error {
  readonly code: ParameterCode | undefined;
  constructor(message: string, code?: ParameterCode) {
    super(message);
    this.code = code;
  }
}

const field = <T>(read: (value: unknown) => T) =>
  z.unknown().transform((value, context): T => {
    try {
      if (value === undefined) throw new ParameterProblem('Missing required param', 'parameter_missing');
      return read(value);
    } catch (error) {
      if (!(error instanceof ParameterProblem)) throw error;
      context.issues.push({ code: 'custom', message: error.message, input: value, params: { code: error.code } });
      return z.NEVER;
    }
  });

const filled = (value: unknown): unknown => {
  if (value === '' || value === null) {
    throw new ParameterProblem('You passed an empty string where a value is needed', 'parameter_invalid_empty');
  }
  return value;
};

function readText(value: unknown): string {
  if (typeof filled(value) !== 'string') throw new ParameterProblem('Invalid string');
  return String(value);
}

function readInteger(value: unknown): number {
  if (!/^-?\d{1,15}$/.test(String(filled(value)))) {
    throw new ParameterProblem(`Invalid integer: ${value}`, 'parameter_invalid_integer');
  }
  return Number(value);
}

function readDecimal(value: unknown): string {
  if (!/^-?\d{1,15}(\.\d{1,12})?$/.test(String(filled(value)))) throw new ParameterProblem(`Invalid decimal: ${value}`);
  return String(value);
}

function readFlag(value: unknown): boolean {
  const text = String(filled(value));
  if (text !== 'true' && text !== 'false') throw new ParameterProblem(`Invalid boolean: ${value}`);
  return text === 'true';
}

const readOneOf =
  <const T extends readonly string[]>(allowed: T) =>
  (value: unknown): T[number] => {
    if (allowed.includes(String(filled(value)))) return String(value);
    throw new ParameterProblem(`Invalid value: must be one of ${allowed.join(', ')}`);
  };

export const text = () => field(readText);
export const integer = () => field(readInteger);
/** A decimal number, kept as the string it came as. */
export const decimal = () => field(readDecimal);
export const flag = () => field(readFlag);
/** Seconds since 1970. */
export const timestamp = () => field(readInteger);
export const oneOf = <const T extends readonly string[]>(...allowed: T) => field(readOneOf(allowed));

/** A value that '' (or null) clears: read as null. */
export const clearable = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (value === '' ? null : value), schema.nullable());

/** Keys of strings; '' as a value removes the key, '' for all of it removes every key. */
export const metadata = () =>
  field((value): Record<string, string> | '' => {
    if (value === '' || value === null) return '';
    if (typeof value !== 'object' || Array.isArray(value)) throw new ParameterProblem('Invalid hash');
    const entries = Object.entries(value).map(([key, each]) => [key, each === null ? '' : String(each)] as const);
    if (entries.length > 50) throw new ParameterProblem('Metadata can have at most 50 keys');
    if (entries.some(([key, each]) => key.length > 40 || each.length > 500)) {
      throw new ParameterProblem('Metadata keys have up to 40 characters and values up to 500');
    }
    return Object.fromEntries(entries);
  }).optional();

/** Metadata after an update was merged into what was there. */
export function mergedMetadata(
  before: Readonly<Record<string, string>>,
  given: Readonly<Record<string, string>> | '' | undefined,
): Record<string, string> {
  if (given === undefined) return before;
  if (given === '') return {};
  return Object.fromEntries(Object.entries({ ...before, ...given }).filter(([, value]) => value !== ''));
}

/** A point or a range of time, as lists filter by it. */
export const timeRange = () =>
  z.union([
    integer(),
    z.strictObject({
      gt: integer().optional(),
      gte: integer().optional(),
      lt: integer().optional(),
      lte: integer().optional(),
    }),
  ]);

/** What every list takes. */
export const paging = {
  limit: integer().optional(),
  starting_after: text().optional(),
  ending_before: text().optional(),
};

/** Parameters that an endpoint takes; `expand` is taken by all and handled for all. */
export const parameters = <S extends z.ZodRawShape>(shape: S) => z.strictObject(shape);
export const array = <S extends z.ZodType>(item: S) => z.array(item);
