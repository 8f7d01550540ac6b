import type { Simulator } from '../simulator.js';

export type PageAnswer =
  | Readonly<{ status?: number; html: string }>
  | Readonly<{ redirect: string }>
  | Readonly<{ file: string; type: string }>
  | Readonly<{ status?: number; json: object }>;

/** A page for a person's browser, such as a hosted checkout; found without a key. */
export type Page = Readonly<{
  method: 'GET' | 'POST';
  path: string;
  /** @param request `fields` are those of the posted form, or of the query */
  handle: (
    simulator: Simulator,
    request: Readonly<{ path: Readonly<Record<string, string>>; fields: Readonly<Record<string, string>> }>,
  ) => Promise<PageAnswer> | PageAnswer;
}>;
