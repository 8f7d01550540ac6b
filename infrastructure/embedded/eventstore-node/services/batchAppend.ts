import type { ServerDuplexStream } from '@grpc/grpc-js';
import type { BatchAppendRequest } from '../protocol/batchAppendRequests.js';
import { batchResponse } from '../protocol/batchAppendResponses.js';
import { unavailable } from '../protocol/failures.js';
import type { PendingWrite } from '../writer/pendingWrite.js';
import { IncomingAppend } from './incomingAppend.js';
import type { NodeContext } from './nodeContext.js';

const sweepIntervalMs = 25;

type BatchCall = ServerDuplexStream<BatchAppendRequest, Buffer>;

/** Streams.BatchAppend: many appends over one long call, each with exactly one response. */
export const batchAppend =
  (node: NodeContext) =>
  (call: BatchCall): void => {
    if (!node.isServing()) {
      call.emit('error', unavailable());
      return;
    }
    new BatchAppends(node, call).start();
  };

class BatchAppends {
  private readonly arriving = new Map<string, IncomingAppend>();
  private readonly writing = new Map<string, PendingWrite>();
  private readonly sweeping = setInterval(() => this.sweep(), sweepIntervalMs).unref();
  private halfClosed = false;
  private over = false;
  private closed: (() => void) | undefined;

  constructor(
    private readonly node: NodeContext,
    private readonly call: BatchCall,
  ) {}

  start(): void {
    const { call } = this;
    this.closed = this.node.openCalls.add('batchAppend', (failure) => {
      if (this.close()) call.emit('error', failure);
    });
    call.on('data', (message: BatchAppendRequest) => this.receive(message));
    call.on('cancelled', () => this.leave());
    call.on('end', () => {
      this.halfClosed = true;
      this.arriving.clear();
      this.endWhenDone();
    });
  }

  private receive(message: BatchAppendRequest): void {
    const { correlationId, correlationKey: key, options } = message;
    if (this.over || correlationId === undefined || key === undefined || this.writing.has(key)) return;
    const append =
      this.arriving.get(key) ??
      (options && new IncomingAppend(correlationId, options, this.node.maxAppendBytes, this.node.writeTimeoutMs));
    // Without options it follows an append that has been answered already.
    if (append === undefined) return;
    this.arriving.set(key, append);
    const refusal = append.expired ? batchResponse(append.reference, { kind: 'timeout' }) : append.add(message);
    if (refusal) {
      this.arriving.delete(key);
      this.call.write(refusal);
    } else if (message.isFinal) {
      this.arriving.delete(key);
      this.submit(key, append);
    }
  }

  private submit(key: string, append: IncomingAppend): void {
    const { writing } = this;
    const allowedMs = append.deadline - performance.now();
    let answered = false;
    const write = this.node.writer.submit(append.toRequest(), allowedMs, (outcome) => {
      answered = true;
      writing.delete(key);
      if (this.over) return;
      this.call.write(batchResponse(append.reference, outcome));
      this.endWhenDone();
    });
    if (!answered) writing.set(key, write);
  }

  private sweep(): void {
    for (const [key, append] of this.arriving) {
      if (!append.expired) continue;
      this.arriving.delete(key);
      this.call.write(batchResponse(append.reference, { kind: 'timeout' }));
    }
  }

  private endWhenDone(): void {
    if (this.halfClosed && this.writing.size === 0 && this.close()) this.call.end();
  }

  /** The client has gone: what is not started yet need not be. */
  private leave(): void {
    for (const write of this.writing.values()) if (!write.decided) write.abandon();
    this.close();
  }

  private close(): boolean {
    if (this.over) return false;
    this.over = true;
    clearInterval(this.sweeping);
    this.closed?.();
    return true;
  }
}
