import type { z } from 'zod';
import { type ProblemError, RequestRefused } from '../problem.js';
import { pointerStep } from './structure.js';

const sizeCodes: Readonly<Record<string, readonly [tooSmall: string, tooBig: string]>> = {
  string: ['too_short', 'too_long'],
  array: ['too_few_items', 'too_many_items'],
  set: ['too_few_items', 'too_many_items'],
};
const outOfRange = ['out_of_range', 'out_of_range'] as const;

function codeOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined && issue.message.endsWith('undefined') ? 'required' : 'invalid_type';
    case 'too_small':
      return (sizeCodes[issue.origin] ?? outOfRange)[0];
    case 'too_big':
      return (sizeCodes[issue.origin] ?? outOfRange)[1];
    case 'custom':
      return typeof issue.params?.code === 'string' ? issue.params.code : 'invalid_value';
    case 'invalid_format':
      return issue.format === 'datetime' || issue.format === 'date' ? 'invalid_date' : 'invalid_format';
    default:
      return 'invalid_value';
  }
}

type Fault = Readonly<{ path: readonly PropertyKey[]; code: string; detail: string }>;

const faultsOf = (error: z.ZodError): Fault[] =>
  error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: [...issue.path, key], code: 'unknown_field', detail: 'is not taken here' }))
      : [{ path: issue.path, code: codeOf(issue), detail: issue.message }],
  );

/** At most so many faults are listed: the rest come to light when these are mended. */
const maxFaults = 50;

/**
 * The body as its schema reads it.
 * @throws RequestRefused unknown_field or invalid_body, with a pointer to each fault
 */
export function validateBody(schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = faultsOf(parsed.error)
    .slice(0, maxFaults)
    .map(({ path, code, detail }): ProblemError => ({ pointer: path.map(pointerStep).join(''), code, detail }));
  throw new RequestRefused(errors.every(({ code }) => code === 'unknown_field') ? 'unknown_field' : 'invalid_body', {
    errors,
  });
}

/**
 * Path or query parameters as their schema reads them.
 * @throws RequestRefused invalid_parameter, naming each
 */
export function validateParameters(schema: z.ZodType, values: object): Record<string, unknown> {
  const parsed = schema.safeParse(values);
  if (parsed.success) return parsed.data as Record<string, unknown>;
  const errors = faultsOf(parsed.error)
    .slice(0, maxFaults)
    .map(({ path, code, detail }): ProblemError => ({ parameter: path.map(String).join('.'), code, detail }));
  throw new RequestRefused('invalid_parameter', { errors });
}
