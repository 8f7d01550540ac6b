import { z } from 'zod';
import { RequestRefused } from '../problem.js';
import type { ListRules } from '../route.js';

/** An integer in a query: decimal digits only, no sign, no exponent, no blank. */
export const integerParameter = ({ min, max }: Readonly<{ min: number; max: number }>) =>
  z
    .string()
    .regex(/^(0|[1-9]\d{0,14})$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(min).max(max))
    .meta({ override: { type: 'integer', minimum: min, maximum: max } });

const noParameters: z.ZodObject = z.strictObject({});

/** The whole query schema of a route: its own parameters and, for a list, those of paging. */
export function querySchema(own: z.ZodObject | undefined, list: ListRules | undefined): z.ZodObject {
  if (!list) return own ? z.strictObject(own.shape) : noParameters;
  return z.strictObject({
    ...own?.shape,
    limit: integerParameter({ min: 1, max: 200 })
      .optional()
      .meta({ description: 'Most items in one answer. Default 25.', example: 25 }),
    cursor: z.string().max(2_000).optional().meta({ description: '`nextCursor` of the answer before' }),
    sort: z.enum(list.sorts).default(list.sorts[0]).meta({ description: 'A leading `-` sorts downwards' }),
  });
}

/**
 * The parameters of a query string, each at most once.
 * @throws RequestRefused invalid_parameter
 */
export function readQuery(queryString: string): Record<string, string> {
  const values: Record<string, string> = Object.create(null);
  for (const [name, value] of new URLSearchParams(queryString)) {
    if (name in values)
      throw new RequestRefused('invalid_parameter', {
        errors: [{ parameter: name, code: 'repeated', detail: 'is given more than once' }],
      });
    if (value.includes('\0'))
      throw new RequestRefused('invalid_parameter', {
        errors: [{ parameter: name, code: 'invalid_text', detail: 'contains U+0000' }],
      });
    values[name] = value;
  }
  return values;
}
