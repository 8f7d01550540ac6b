import { once } from 'node:events';
import { chmodSync, rmSync } from 'node:fs';
import { createConnection, createServer, type Socket } from 'node:net';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { z } from 'zod';
import type { ToolOutput } from './projectionsTool.js';

/** A tool that runs inside the product: words as on the command line; rejects with the reason it failed. */
export type Tool = (words: readonly string[], out: ToolOutput) => Promise<void>;

const request = z.object({ words: z.array(z.string()), tty: z.boolean() });
const reply = z.union([z.object({ text: z.string() }), z.object({ failure: z.string().nullable() })]);
type Reply = z.infer<typeof reply>;

const socketIn = (dataDir: string): string => resolve(dataDir, 'control.sock');

/**
 * Lets command-line tools run inside the product while it owns the embedded engines, which serve one process only.
 * Only this machine's owner of the data folder can connect.
 */
export async function listenForTools(dataDir: string, tool: Tool): Promise<() => Promise<void>> {
  const path = socketIn(dataDir);
  rmSync(path, { force: true });
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    socket.once('error', () => socket.destroy());
    void serve(socket, tool);
  });
  server.listen(path);
  await once(server, 'listening');
  chmodSync(path, 0o600);
  return async () => {
    for (const socket of open) socket.destroy();
    server.close();
    await once(server, 'close');
  };
}

async function serve(socket: Socket, tool: Tool): Promise<void> {
  const send = (message: Reply) => void socket.write(`${JSON.stringify(message)}\n`);
  try {
    const [line] = await once(createInterface({ input: socket }), 'line');
    const { words, tty } = request.parse(JSON.parse(String(line)));
    const write = (chunk: unknown, _: BufferEncoding, done: () => void) => {
      send({ text: String(chunk) });
      done();
    };
    await tool(words, Object.assign(new Writable({ write }), { isTTY: tty, columns: 100 }));
    send({ failure: null });
  } catch (error) {
    send({ failure: error instanceof Error ? error.message : String(error) });
  }
  socket.end();
}

/** Runs a tool inside the product that owns the data folder. @throws Error with what the tool failed with */
export async function runInProduct(dataDir: string, words: readonly string[], out: ToolOutput): Promise<void> {
  const socket = createConnection(socketIn(dataDir));
  await once(socket, 'connect');
  socket.write(`${JSON.stringify({ words, tty: out.isTTY === true })}\n`);
  for await (const line of createInterface({ input: socket })) {
    const message = reply.parse(JSON.parse(line));
    if ('text' in message) out.write(message.text);
    else if (message.failure === null) return;
    else throw new Error(message.failure);
  }
  throw new Error('the product stopped before the command was done');
}
