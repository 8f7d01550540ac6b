import { z } from 'zod';

/** The WebSocket subprotocol; a browser that sends its token in the list of protocols must be answered with this one. */
export const PROTOCOL = 'objecta.v1';

/** Why the gateway closes a socket. 1xxx are of RFC 6455, 4xxx are ours. */
export const closeCodes = {
  unsupportedData: 1003,
  tooBig: 1009,
  tryAgainLater: 1013,
  token: 4401,
  forbidden: 4403,
  notAuthenticatedInTime: 4408,
  limits: 4429,
  drain: 4503,
} as const;

const clientFrame = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('authenticate'), token: z.string().min(1).max(8_192) }),
  z.strictObject({ type: z.literal('resume'), cursor: z.string().min(1).max(256) }),
  z.strictObject({ type: z.literal('watch'), resource: z.string().min(1).max(100) }),
  z.strictObject({ type: z.literal('ping') }),
]);
export type ClientFrame = z.infer<typeof clientFrame>;

/** What a frame counts against the limit of messages a second; what is dearer to answer counts more. */
export const costOf: Readonly<Record<ClientFrame['type'], number>> = { authenticate: 5, resume: 5, watch: 2, ping: 1 };

/** The frame in a message, undefined when it is none of ours. */
export function readClientFrame(message: ArrayBuffer): ClientFrame | undefined {
  try {
    return clientFrame.safeParse(JSON.parse(Buffer.from(message).toString('utf8'))).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export type ErrorCode = 'malformed' | 'invalid_cursor' | 'forbidden' | 'unexpected';

const frame = (content: Readonly<Record<string, unknown>>): Buffer => Buffer.from(JSON.stringify(content));

/** Frames to the client, as bytes that can go to any number of sockets. */
export const serverFrames = {
  welcome: (cursor: string) => frame({ type: 'welcome', cursor }),
  notification: (cursor: string, item: Readonly<Record<string, unknown>>) =>
    frame({ type: 'notification', cursor, item }),
  changed: (resource: string, position: bigint) => frame({ type: 'changed', resource, position: `${position}` }),
  refetch: (cursor: string) => frame({ type: 'refetch', cursor }),
  error: (code: ErrorCode, detail: string) => frame({ type: 'error', code, detail }),
  bye: (reason: string) => frame({ type: 'bye', reason }),
  pong: frame({ type: 'pong' }),
} as const;
