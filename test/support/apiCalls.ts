import { type Operation, someUuid } from './apiOperations.js';

export type Called = Pick<Operation, 'method' | 'path' | 'query' | 'body'>;

/** Sends an operation, with a token or without. */
export async function callOperation(
  url: string,
  { method, path, query, body }: Called,
  bearer: string | undefined,
  headers: Readonly<Record<string, string>> = {},
) {
  const answer = await fetch(`${url}${path}${query}`, {
    method,
    headers: {
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  });
  return { status: answer.status, text: await answer.text() };
}

/** The address with these ids; any other place for an id gets one of nobody's. */
export const at = (operation: Operation, ids: Readonly<Record<string, string>> = {}): Operation => ({
  ...operation,
  path: operation.path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? someUuid),
});
/** What stays of a problem when two requests are told apart by nothing but their ids. */
export const comparable = (text: string): string => text.replace(/"(correlationId|instance)":"[^"]*"/g, '"$1":""');
/** An answer that is a problem. */
export const problem = (text: string) =>
  JSON.parse(text) as Record<string, unknown> & { decidedBy?: Record<string, unknown> };
