import type { Authentication } from './authentication.js';
import type { Connection } from './connection.js';
import { type Cursor, decodeCursor, encodeCursor } from './cursor.js';
import type { FeedReader } from './feedReader.js';
import type { GatewayLimits } from './limits.js';
import type { LiveFeed } from './liveFeed.js';
import { type ClientFrame, closeCodes, costOf, readClientFrame, serverFrames } from './protocol.js';
import type { Watches } from './watches.js';

/** Frames that may come before the welcome, such as a resume right after the token. */
const EARLY_FRAMES = 8;
const REFUSALS = 3;

type Options = Readonly<{
  authenticate: Authentication;
  reader: FeedReader;
  live: LiveFeed;
  catchUp: (connection: Connection, from: Cursor) => Promise<void>;
  watches: Watches;
  limits: GatewayLimits;
  now: () => number;
  /** Told of what no client can cause. */
  onBug: (error: unknown) => void;
}>;

/** What the gateway answers to what a client says. */
export function conversation({ authenticate, reader, live, catchUp, watches, limits, now, onBug }: Options) {
  /** From the token to the welcome; what the client said meanwhile is answered afterwards. */
  async function begin(connection: Connection, token: string): Promise<void> {
    if (!(await authenticate.signIn(connection, token))) return;
    const reached = await reader.read(
      () => !connection.closed,
      (feed) => feed.reached(),
    );
    if (reached === undefined || connection.closed) return;
    connection.delivered = reached;
    connection.cursor = encodeCursor({ position: reached });
    connection.enter('welcomed', now());
    connection.send(serverFrames.welcome(connection.cursor), now());
    const early = connection.early ?? [];
    connection.early = undefined;
    for (const frame of early) answer(connection, frame);
  }

  function answerBeforeWelcome(connection: Connection, frame: ClientFrame): void {
    if (frame.type === 'authenticate' && !connection.verifying && !connection.claims) {
      begin(connection, frame.token).catch(onBug);
    } else if (frame.type === 'authenticate') {
      connection.send(serverFrames.error('unexpected', 'a token was sent already'), now());
    } else if (connection.verifying || connection.claims) {
      connection.early ??= [];
      if (connection.early.length < EARLY_FRAMES) connection.early.push(frame);
      else connection.end(closeCodes.limits, 'too many messages before the welcome');
    } else connection.end(closeCodes.token, 'authenticate first');
  }

  function answer(connection: Connection, frame: ClientFrame): void {
    if (frame.type === 'ping') connection.send(serverFrames.pong, now());
    else if (frame.type === 'authenticate') authenticate.renew(connection, frame.token).catch(onBug);
    else if (frame.type === 'resume') resume(connection, frame.cursor);
    else watch(connection, frame.resource);
  }

  function resume(connection: Connection, text: string): void {
    const cursor = decodeCursor(text);
    if (cursor) {
      live.leave(connection);
      catchUp(connection, cursor).catch(onBug);
    } else connection.send(serverFrames.error('invalid_cursor', 'this is no cursor of ours'), now());
  }

  function watch(connection: Connection, resource: string): void {
    if (watches.watch(connection, resource)) return;
    connection.send(serverFrames.error('forbidden', 'there is no such resource for you'), now());
    connection.refusals += 1;
    if (connection.refusals >= REFUSALS) connection.end(closeCodes.forbidden, 'there is no such resource for you');
  }

  /** False, and the socket closed, when it has used up what it may send in this second. */
  function spend(connection: Connection, cost: number): boolean {
    if (connection.spend(cost, limits.messagesPerSecond, now())) return true;
    connection.end(closeCodes.limits, 'too many messages');
    return false;
  }

  return {
    begin(connection: Connection, token: string): void {
      connection.verifying = true;
      begin(connection, token).catch(onBug);
    },
    ping(connection: Connection): void {
      spend(connection, 1);
    },
    hear(connection: Connection, message: ArrayBuffer, isBinary: boolean): void {
      if (isBinary) connection.end(closeCodes.unsupportedData, 'text only');
      else if (message.byteLength > limits.messageBytes) connection.end(closeCodes.tooBig, 'the message is too big');
      else hearText(connection, message);
    },
  };

  function hearText(connection: Connection, message: ArrayBuffer): void {
    const frame = readClientFrame(message);
    if (!spend(connection, frame ? costOf[frame.type] : 1)) return;
    if (!frame) connection.send(serverFrames.error('malformed', 'this is no frame of the protocol'), now());
    else if (connection.state === 'connected') answerBeforeWelcome(connection, frame);
    else answer(connection, frame);
  }
}
export type Conversation = ReturnType<typeof conversation>;
