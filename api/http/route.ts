import type { z } from 'zod';
import type { Caller, SignedIn } from '../../application/ports/callers.js';
import type { Permission } from '../../domain/team/permissions.js';
import type { RateLimit } from './limits.js';
import type { Refusal } from './problem.js';
import type { RefusalCode } from './rejections.js';
import { assertRoute } from './routeRules.js';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
/**
 * A permission of the caller's organization, anybody signed in (a member of an organization or of none), or anyone.
 */
export type Access = Permission | 'signedIn' | 'public';
/** Body schema per status; null for an answer without a body. */
export type AnswerSchemas = Readonly<Record<number, z.ZodType | null>>;
type Shape = z.ZodObject | undefined;
type BodySchema = z.ZodType | 'raw' | undefined;
/** A list can be sorted in these ways (the first is the default) and goes on after `key`, the last item's place. */
export type ListRules = Readonly<{ sorts: readonly [string, ...string[]]; key: z.ZodType }>;

type Parsed<S> = S extends z.ZodType ? z.output<S> : Readonly<Record<string, never>>;
type Page<L> = L extends ListRules
  ? Readonly<{
      /** 1 to 200. Ask the query for one more, to know whether there is a next page. */
      limit: number;
      sort: L['sorts'][number];
      /** Go on after this place; undefined on the first page. */
      after: z.output<L['key']> | undefined;
      /** The opaque cursor that goes on after this place. */
      cursorAfter: (key: z.input<L['key']>) => string;
    }>
  : undefined;

export type CommandRequest = Readonly<{
  /** Derived from the Idempotency-Key, so the same for a repeat; new without a key. */
  commandId: string;
  /** From If-Match: the revision the caller read. */
  expectedRevision: bigint | undefined;
}>;

export type HttpRequest<A, K, P, Q, B, L> = Readonly<{
  caller: A extends 'public' ? undefined : A extends 'signedIn' ? SignedIn : Caller;
  params: Parsed<P>;
  query: Parsed<Q>;
  body: B extends z.ZodType ? z.output<B> : undefined;
  /** The bytes as they arrived, for signatures; empty when there is no body. */
  rawBody: Buffer;
  page: Page<L>;
  /** By their lower-case names. */
  headers: Readonly<Record<string, string | undefined>>;
  correlationId: string;
  ip: string;
}> &
  (K extends 'command' ? CommandRequest : unknown);

type AnswerBody<S> = S extends z.ZodType ? Readonly<{ body: z.output<S> }> : Readonly<{ body?: undefined }>;
/** `position` becomes Consistency-Token, `revision` becomes ETag. */
export type AnswerParts = Readonly<{
  position?: bigint | undefined;
  revision?: bigint | undefined;
  headers?: Readonly<Record<string, string>>;
  /** Queries only: a file in place of a JSON body. */
  file?: Readonly<{
    name: string;
    type: string;
    /** All of it, or piece by piece as fast as the client takes it; a client that leaves ends the iteration. */
    bytes: Buffer | AsyncIterable<string | Uint8Array>;
    /** To be kept rather than shown. */
    attachment?: boolean;
  }>;
}>;
export type Answer<S extends AnswerSchemas> = {
  [Status in keyof S & number]: Readonly<{ status: Status }> & AnswerParts & AnswerBody<S[Status]>;
}[keyof S & number];

type Refused<R extends RefusalCode> = [R] extends [never] ? never : Refusal<R>;

type Definition<A, K, S extends AnswerSchemas, R extends RefusalCode, P, Q, B, L> = Readonly<{
  method: Method;
  /** As `/api/v1/things/:thingId`. */
  path: string;
  operationId: string;
  summary: string;
  description?: string;
  tag: string;
  permission: A;
  /** A command changes something and is idempotent by key; a query changes nothing. */
  kind: K;
  params?: P;
  query?: Q;
  body?: B;
  list?: L;
  answers: S;
  /** The media type of an answer that is a file rather than JSON. */
  fileType?: string;
  /** Commands only: goes on while an organization's access is restricted. Default: what takes `billing:manage`, so that it can pay. */
  openWhenRestricted?: boolean;
  /** What the handler may refuse with, beyond what every route does. */
  refusals?: readonly R[];
  /** Queries only: the read models shown; the answer carries the lowest position of them. */
  readModels?: readonly string[];
  /** A body of its own fields only, all of them optional: none at all is as good as `{}`. */
  bodyOptional?: boolean;
  /** How often one address may ask, beside the limit that all routes share; for what costs much or can be guessed at. */
  perIp?: RateLimit;
  /**
   * Commands only. Default 'optional'; public routes have no caller to scope a key by: their key only makes a repetition
   * of the same request the same command, and no answer is recorded.
   */
  idempotencyKey?: 'required' | 'optional';
  /** The address holds a secret: logs and problems show its pattern in its place. */
  secretPath?: boolean;
  /** Commands only: the answer tells a secret, so a repeat under the same key runs again, under the same command id, instead of being given what was kept. */
  answerHoldsSecret?: boolean;
  /** Default 1 MiB, after decompression. */
  maxBodyBytes?: number;
  handle: (request: HttpRequest<A, K, P, Q, B, L>) => Promise<Answer<NoInfer<S>> | Refused<NoInfer<R>>>;
}>;

/** What the server knows of a route, its types erased. */
export type Route = Definition<
  Access,
  'command' | 'query',
  AnswerSchemas,
  RefusalCode,
  z.ZodObject,
  z.ZodObject,
  z.ZodType | 'raw',
  ListRules
>;

/**
 * Declares a route: what it takes, answers and demands, in one value that both serves requests and writes the
 * OpenAPI document.
 * @throws Error when the declaration contradicts itself (a body schema that lets unknown fields pass, a path
 * parameter without schema)
 */
export function route<
  const A extends Access,
  const K extends 'command' | 'query',
  const S extends AnswerSchemas,
  const R extends RefusalCode = never,
  P extends Shape = undefined,
  Q extends Shape = undefined,
  B extends BodySchema = undefined,
  const L extends ListRules | undefined = undefined,
>(definition: Definition<A, K, S, R, P, Q, B, L>): Route {
  // The one place where types are erased: the pipeline hands a handler only what its own schemas have parsed.
  const erased = definition as unknown as Route;
  assertRoute(erased);
  return erased;
}
