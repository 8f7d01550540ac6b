import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { TestProject } from 'vitest/node';
import { newDataFolder } from './dataFolder.js';
import { RunningProduct } from './runningProduct.js';
import { testAuthority } from './testCertificates.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where `SharedProduct` gets one from. */
    sharedProducts: string;
  }
}

/** Lends running products to test files, each to one at a time; as many are started as are in use at once. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const started: RunningProduct[] = [];
  const free: string[] = [];
  const { builtProduct, begunProduct } = project.getProvidedContext();

  async function lend(): Promise<string> {
    const dataDir = free.pop();
    if (dataDir !== undefined) return dataDir;
    const environment = { NODE_EXTRA_CA_CERTS: testAuthority };
    const product = new RunningProduct(newDataFolder(begunProduct), environment, () => builtProduct);
    started.push(product);
    await product.start();
    return product.dataDir;
  }
  async function answerTo(request: IncomingMessage): Promise<string> {
    if (request.method === 'POST') return lend();
    free.push(await text(request));
    return '';
  }

  const server = createServer((request, response) => {
    answerTo(request).then(
      (answer) => response.end(answer),
      (error: Error) => response.writeHead(500).end(error.message),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  project.provide('sharedProducts', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return async () => {
    server.close();
    await Promise.all(started.map((product) => product.dispose()));
  };
}
