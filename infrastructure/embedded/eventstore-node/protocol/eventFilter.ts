import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { LogRecord } from '../log/record.js';

/** A filter on `$all` and, for subscriptions, after how many considered records a checkpoint is due. */
export type EventFilter = Readonly<{ matches: (record: LogRecord) => boolean; checkpointInterval: number }>;

const defaultWindow = 32;

/** Reads a filter; throws InvalidFilter when it cannot be applied. Regular expressions are JavaScript's. */
export function readFilter(options: ReadReq.Options.FilterOptions): EventFilter {
  const expression = options.getStreamIdentifier() ?? options.getEventType();
  if (expression === undefined) throw new InvalidFilter('the filter is on neither streams nor event types');
  if (options.hasMax() && options.getMax() === 0) throw new InvalidFilter('the search window is 0');
  const matchesText = matcher(expression.getRegex(), expression.getPrefixList());
  return {
    matches: options.hasStreamIdentifier() ? ({ stream }) => matchesText(stream) : ({ type }) => matchesText(type),
    checkpointInterval:
      (options.hasMax() ? options.getMax() : defaultWindow) * options.getCheckpointintervalmultiplier(),
  };
}

/** A filter that no record could be held against. */
export class InvalidFilter extends Error {
  override readonly name = 'InvalidFilter';
}

function matcher(regex: string, prefixes: readonly string[]): (text: string) => boolean {
  if (regex === '') return (text) => prefixes.some((prefix) => text.startsWith(prefix));
  try {
    const expression = new RegExp(regex, 'u');
    return (text) => expression.test(text);
  } catch {
    return unicodeUnaware(regex);
  }
}

/** Escapes that mean nothing to Unicode-aware expressions are allowed in the others, and in .NET's. */
function unicodeUnaware(regex: string): (text: string) => boolean {
  try {
    const expression = new RegExp(regex);
    return (text) => expression.test(text);
  } catch (error) {
    throw new InvalidFilter(error instanceof Error ? error.message : regex);
  }
}
