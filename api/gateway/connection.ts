import type { VerifiedClaims } from '../../application/ports/accessTokens.js';
import type { UserCaller } from '../../application/ports/callers.js';
import type { ItemFrame } from './itemFrames.js';
import type { ClientFrame } from './protocol.js';
import { serverFrames } from './protocol.js';
import { BUFFERED, DROPPED, type RealtimeSocket } from './server.js';

/**
 * connected → welcomed (token good, cursor told) → catchingUp (older items are being read) → live.
 * A socket that is too slow becomes stalled, is told to refetch once it has read what waits, and goes on when it resumes.
 */
export type ConnectionState = 'connected' | 'welcomed' | 'catchingUp' | 'live' | 'stalled' | 'toldToRefetch' | 'closed';

/** One socket and the little that is remembered of it. Nothing here is lost for good when it goes: the client has a cursor. */
export class Connection {
  socket: RealtimeSocket | undefined;
  claims: Omit<VerifiedClaims, 'expiresAt'> | undefined;
  /** When its token expires, in milliseconds since 1970: a number takes a fifth of a date's memory. */
  expiresAt = 0;
  /** Whose it is and what they may do; there once that has been asked. */
  caller: UserCaller | undefined;
  /** What came before the welcome, answered after it. */
  early: ClientFrame[] | undefined;
  verifying = false;
  /** Everything of the organization's feed up to here was sent or is not owed. */
  delivered = 0n;
  /** Where the client can resume without loss, as it was last told. */
  cursor = '';
  /** The run of catching up that counts; an older one ends when it sees another here. */
  catchUp: object | undefined;
  watching: Set<string> | undefined;
  refusals = 0;
  /** Told when less waits to be sent, or when the socket is gone. */
  onRoom: (() => void) | undefined;
  #state: ConnectionState = 'connected';
  #since: number;
  /** Whether anything waited when it was last looked at: while nothing does, a send need not ask. */
  #backedUp = false;
  #second = 0;
  #spent = 0;

  /** @param token sent with the handshake, if it was */
  constructor(
    readonly ip: string,
    public token: string | undefined,
    /** Bytes that may wait to be sent before the socket counts as too slow. */
    readonly mayWait: number,
    now: number,
  ) {
    this.#since = now;
  }

  get state(): ConnectionState {
    return this.#state;
  }
  /** When the present state began, in monotonic milliseconds. */
  get since(): number {
    return this.#since;
  }
  enter(state: ConnectionState, now: number): void {
    if (this.#state === 'closed') return;
    this.#state = state;
    this.#since = now;
    if (state === 'closed') this.makeRoom();
  }
  get closed(): boolean {
    return this.#state === 'closed';
  }
  /** It has missed something, so nothing more is sent before it has room to be told. */
  get stalled(): boolean {
    return this.#state === 'stalled';
  }

  /** Counts against the limit of the present second; false when it is used up. */
  spend(cost: number, limit: number, now: number): boolean {
    const second = Math.floor(now / 1_000);
    if (second !== this.#second) this.#spent = 0;
    this.#second = second;
    this.#spent += cost;
    return this.#spent <= limit;
  }

  /** Bytes that wait because the client does not read them. */
  waiting(): number {
    const bytes = this.closed ? 0 : (this.socket?.getBufferedAmount() ?? 0);
    this.#backedUp = bytes > 0;
    return bytes;
  }
  makeRoom(): void {
    this.onRoom?.();
    this.onRoom = undefined;
  }

  /** Sends one frame; one that finds no room stalls the socket. */
  send(bytes: Buffer, now: number): void {
    if (this.closed || this.stalled || !this.socket) return;
    const full = this.#backedUp && this.waiting() > this.mayWait;
    const outcome = full ? DROPPED : this.socket.send(bytes);
    if (outcome === DROPPED) this.enter('stalled', now);
    else if (outcome === BUFFERED) this.#backedUp = true;
  }

  /**
   * Sends the items it has not had, in one write.
   * @param upTo everything up to this position is among the items or was sent before
   * @returns how many went out; the socket is stalled when there was no room for all
   */
  deliver(items: readonly ItemFrame[], upTo: bigint, now: number): number {
    let sent = 0;
    if (items.length === 1) sent = this.#sendItems(items, now);
    else if (items.length > 1) {
      this.socket?.cork(() => {
        sent = this.#sendItems(items, now);
      });
      // What did not fit is known only now that the write has been made.
      this.waiting();
    }
    if (!this.stalled && upTo > this.delivered) this.delivered = upTo;
    return sent;
  }

  #sendItems(items: readonly ItemFrame[], now: number): number {
    let sent = 0;
    for (const { position, cursor, bytes } of items) {
      if (position <= this.delivered) continue;
      this.send(bytes, now);
      if (this.stalled || this.closed) break;
      this.cursor = cursor;
      sent += 1;
    }
    return sent;
  }

  /** Tells a socket that has read what waited where to go on. */
  tellToRefetch(now: number): void {
    if (this.closed || !this.socket) return;
    if (this.socket.send(serverFrames.refetch(this.cursor)) === DROPPED) this.enter('stalled', now);
    else this.enter('toldToRefetch', now);
  }

  /** Sends the close frame and forgets the socket; its close handler runs before this returns. */
  end(code: number, reason: string): void {
    if (!this.closed) this.socket?.end(code, reason);
  }
}
