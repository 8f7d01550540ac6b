import 'reflect-metadata';
import { mkdirSync } from 'node:fs';
import closeWithGrace from 'close-with-grace';
import { ConfigurationError, readEnvironment } from '../config/environment.js';
import { banner } from './banner.js';
import { ensureCatalogue } from './catalogue.js';
import { demoAccess } from './demo/demoAccess.js';
import { demoBegins, seedDemo } from './demo/seedDemo.js';
import { printedProgress } from './progress.js';
import { removeRuntimeFile, writeRuntimeFile } from './runtimeFile.js';
import { type Product, startProduct } from './start.js';

const STOP_WITHIN_MS = 10_000;
let stopping = false;
const write = (text: string) => void process.stdout.write(text);

async function run(): Promise<void> {
  const startedAt = performance.now();
  const environment = readEnvironment(process.env);
  const progress = printedProgress(write);
  mkdirSync(environment.DATA_DIR, { recursive: true });
  progress.line('\nObjecta is starting\n');

  let product: Product | undefined;
  closeWithGrace({ delay: STOP_WITHIN_MS, logger: false }, async ({ err, signal }) => {
    stopping = true;
    if (err) process.stderr.write(`\nObjecta stops because of an error: ${err.stack ?? err}\n`);
    else write(`\nObjecta is stopping (${signal}) …\n`);
    await product?.stop();
    removeRuntimeFile(environment.DATA_DIR);
    if (!err) write('Stopped. All data is kept; start again whenever you like.\n');
  });

  product = await startProduct(environment, progress);
  await ensureCatalogue(product, progress);
  const hasDemo = product.backends.embedded.length > 0 && demoBegins(environment) !== undefined;
  const demo = hasDemo ? await demoAccess(product.container) : undefined;
  if (demo?.owner) await seedDemo(product, demo.owner.token, progress);
  const http = product.http && `http://localhost:${product.http.port}`;
  const probes = product.probes && `http://localhost:${product.probes.port}`;
  const stripeSimulator = product.backends.stripeSimulator?.url;
  const { inbox } = product.backends;
  const gateway = product.gateway && `ws://localhost:${product.gateway.port}/notifications`;
  writeRuntimeFile(environment.DATA_DIR, {
    pid: process.pid,
    ...(http && { http }),
    ...(probes && { probes }),
    ...(gateway && { gateway }),
    eventStore: product.backends.eventStoreUrl,
    postgres: product.backends.databaseUrl,
    ...(stripeSimulator && { stripeSimulator }),
    ...(inbox && { inbox }),
    ...(demo && { demo }),
  });
  write(
    banner({ http, probes, gateway, backends: product.backends, demo, readyAfterMs: performance.now() - startedAt }),
  );
  process.send?.({ ready: true });

  const reason = await product.backends.failed;
  throw new Error(`${reason}; start again, nothing acknowledged is lost`);
}

run().catch((error: unknown) => {
  // What was under way when it was told to stop fails, as it should.
  if (stopping) return;
  if (error instanceof ConfigurationError) {
    process.stderr.write(`\n${error.message}\n`);
    process.exit(1);
  }
  // Handled as any crash: what is running is stopped in order first.
  setImmediate(() => {
    throw error;
  });
});
