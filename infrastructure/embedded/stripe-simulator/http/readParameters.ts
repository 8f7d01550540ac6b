import type { z } from 'zod';
import { invalidRequest, type StripeError } from './stripeErrors.js';

const bracketed = ([first, ...rest]: readonly PropertyKey[]): string =>
  `${String(first ?? '')}${rest.map((key) => `[${String(key)}]`).join('')}`;

function refusal(issue: z.core.$ZodIssue): StripeError {
  if (issue.code === 'unrecognized_keys') {
    const param = bracketed([...issue.path, issue.keys[0] ?? '']);
    const code = param === 'payment_method_types' ? 'payment_method_types_no_longer_supported' : 'parameter_unknown';
    return invalidRequest(`Received unknown parameter: ${param}`, { code, param });
  }
  const param = bracketed(issue.path);
  if (issue.code === 'invalid_union') {
    const [inner] = issue.errors.flat().sort((one, other) => other.path.length - one.path.length);
    if (inner) return refusal({ ...inner, path: [...issue.path, ...inner.path] });
  }
  if (issue.code === 'invalid_type' && 'input' in issue && issue.input === undefined) {
    return invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  }
  const code: unknown = issue.code === 'custom' ? issue.params?.code : undefined;
  return invalidRequest(`${issue.message}: ${param}.`, { param, ...(typeof code === 'string' && { code }) });
}

/** @throws StripeError 400 naming the first parameter that is wrong */
export function readParameters<S extends z.ZodType>(schema: S, given: unknown): z.infer<S> {
  const parsed = schema.safeParse(given, { reportInput: true });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw issue ? refusal(issue) : invalidRequest('The parameters are not valid');
}
