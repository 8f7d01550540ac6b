import type { z } from 'zod';
import type { Context } from '../account/context.js';

/** The names after `:` in a path. */
type PathNames<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? Name | PathNames<`/${Rest}`>
  : P extends `${string}:${infer Name}`
    ? Name
    : never;

export type Method = 'GET' | 'POST' | 'DELETE';

/** One call of Stripe's API. Its handler is synchronous: nothing comes between its reads and its writes. */
export type Endpoint = Readonly<{
  method: Method;
  path: string;
  params: z.ZodType;
  /** Answers with an object as stored, or a list; expanding and hiding what must be expanded is done for it. */
  handle: (context: Context, request: Readonly<{ path: never; params: never }>) => object;
}>;

/** Declares a call, with its path's names and its parameters typed. */
export const endpoint = <const P extends string, S extends z.ZodType>(
  definition: Readonly<{
    method: Method;
    path: P;
    params: S;
    handle: (context: Context, request: Readonly<{ path: Record<PathNames<P>, string>; params: z.infer<S> }>) => object;
  }>,
): Endpoint => definition as unknown as Endpoint;
