import { z } from 'zod';
import { decidedBy } from './decidedBy.js';
import { problemKind, problemType, type RefusalCode } from './rejections.js';

/** One thing that is wrong with a request: at a JSON pointer (RFC 6901) of its body, in a parameter, or in a header. */
export const problemErrorSchema = z.object({
  pointer: z.string().optional().meta({ description: 'JSON pointer into the body', example: '/records/0/quantity' }),
  parameter: z.string().optional().meta({ description: 'Name of a path or query parameter' }),
  header: z.string().optional().meta({ description: 'Name of a header' }),
  code: z.string().meta({ example: 'out_of_range' }),
  detail: z.string(),
});
export type ProblemError = Readonly<z.infer<typeof problemErrorSchema>>;

/** RFC 9457, with our members `code`, `errors` and `correlationId`. */
export const problemSchema = z
  .looseObject({
    type: z.url().meta({ description: 'A stable URI for this kind of refusal' }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().meta({ description: 'The path that was asked' }),
    code: z.string().meta({ description: 'The last part of `type`, to switch on' }),
    errors: z.array(problemErrorSchema),
    decidedBy: z
      .object({
        rule: z.string().meta({ example: 'roleHasPermission' }),
        eventId: z.string().nullable(),
        type: z.string().nullable(),
        at: z.iso.datetime().nullable(),
      })
      .optional()
      .meta({
        description: 'Of a 403: the rule that forbids it, and the recorded event that decided; nulls where none did',
      }),
    correlationId: z.string().meta({ description: 'Tell us this when you ask about it; also in X-Request-Id' }),
  })
  .meta({ id: 'Problem', description: 'Why a request was refused (RFC 9457)' });

type Member = string | number | boolean | null;

export type RefusalOptions = Readonly<{
  detail?: string;
  errors?: readonly ProblemError[];
  /** Members beside the standard ones, such as the current revision. */
  members?: Readonly<Record<string, Member | Readonly<Record<string, Member>>>>;
  headers?: Readonly<Record<string, string>>;
}>;

/** A refusal as a value: what a handler returns. */
export type Refusal<Code extends RefusalCode = RefusalCode> = Readonly<{ refused: Code; options: RefusalOptions }>;

/** Answers with the problem of this code; `options` make it more helpful. */
export const refused = <const Code extends RefusalCode>(code: Code, options: RefusalOptions = {}): Refusal<Code> => ({
  refused: code,
  options,
});

/** A refusal on the way out of the request's own checks. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  constructor(
    readonly code: RefusalCode,
    readonly options: RefusalOptions = {},
  ) {
    super(code);
  }
}

/** The body of a problem answer, serialised. */
export function problemBody(refusal: Refusal, instance: string, correlationId: string): string {
  const { refused: code, options } = refusal;
  const kind = problemKind(code);
  return JSON.stringify({
    // What no recorded event decides is told by its rule alone.
    ...(kind.status === 403 && decidedBy({ rule: kind.rule ?? code.toLowerCase(), decidedBy: null })),
    ...options.members,
    type: problemType(code),
    title: kind.title,
    status: kind.status,
    detail: options.detail ?? kind.detail,
    instance,
    code: code.toLowerCase(),
    errors: options.errors ?? [],
    correlationId,
  });
}
