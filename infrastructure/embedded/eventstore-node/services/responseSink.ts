import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerWritableStream } from '@grpc/grpc-js';
import type { Failure } from '../protocol/failures.js';

/** A Read call; its responses may be encoded already. */
export type ReadCall = ServerWritableStream<ReadReq, ReadResp | Buffer>;

/** The sending side of a Read call: never more in flight than the consumer takes, and over for good once ended or left. */
export class ResponseSink {
  private over = false;
  private blocked = false;
  private wake: (() => void) | undefined;
  private onClosed: (() => void) | undefined;

  constructor(private readonly call: ReadCall) {
    const closed = () => this.close();
    call.on('cancelled', closed).on('close', closed);
    call.on('drain', () => {
      this.blocked = false;
      this.proceed();
    });
    if (call.cancelled) this.close();
  }

  get closed(): boolean {
    return this.over;
  }

  /** Calls `callback` once when the call is over, whoever ended it. */
  whenClosed(callback: () => void): void {
    if (this.over) callback();
    else this.onClosed = callback;
  }

  /** Sends a response; false when the consumer has enough for now, see `ready`. */
  send(response: ReadResp | Buffer): boolean {
    if (this.over) return false;
    this.blocked = !this.call.write(response);
    return !this.blocked;
  }

  /** Resolves when there is room again, or the call is over. */
  async ready(): Promise<void> {
    if (this.blocked && !this.over) await this.interrupted();
  }

  /** Resolves at the next call of `nudge`, drain, or end of the call. */
  interrupted(): Promise<void> {
    return new Promise((resolve) => {
      if (this.over) resolve();
      else this.wake = resolve;
    });
  }

  nudge = (): void => this.proceed();

  /** Ends the call, with an error where one is given. */
  end(failure?: Failure): void {
    if (this.over) return;
    this.close();
    if (failure) this.call.emit('error', failure);
    else this.call.end();
  }

  private close(): void {
    if (this.over) return;
    this.over = true;
    this.onClosed?.();
    this.proceed();
  }

  private proceed(): void {
    const { wake } = this;
    this.wake = undefined;
    wake?.();
  }
}
