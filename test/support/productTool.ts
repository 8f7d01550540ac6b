import { Writable } from 'node:stream';
import { runInProduct } from '../../infrastructure/composition/controlSocket.js';
import type { Product } from './product.js';

/** What a command-line tool printed inside the running product, and why it failed if it did. */
export type ToolRun = Readonly<{ printed: string; failure: string | null }>;

/** Runs `npm run <words>` inside a running product. */
export async function runTool(product: Product, ...words: string[]): Promise<ToolRun> {
  let printed = '';
  const out = new Writable({
    write(chunk, _, done) {
      printed += String(chunk);
      done();
    },
  });
  try {
    await runInProduct(product.dataDir, words, out);
    return { printed, failure: null };
  } catch (error) {
    return { printed, failure: error instanceof Error ? error.message : String(error) };
  }
}
