import type { Failure } from '../protocol/failures.js';

type OpenCall = Readonly<{ kind: CallKind; end: (failure: Failure) => void }>;
export type CallKind = 'read' | 'subscription' | 'append' | 'batchAppend';

/** The calls now open, so that a shutdown can end each of them with a status of its own. */
export class OpenCalls {
  private readonly calls = new Set<OpenCall>();

  /** Adds a call; returns what to do when it is over. */
  add(kind: CallKind, end: (failure: Failure) => void): () => void {
    const call = { kind, end };
    this.calls.add(call);
    return () => this.calls.delete(call);
  }

  count(kind: CallKind): number {
    return [...this.calls].filter((call) => call.kind === kind).length;
  }

  endAll(kinds: readonly CallKind[], failure: () => Failure): void {
    for (const call of [...this.calls]) if (kinds.includes(call.kind)) call.end(failure());
  }
}
