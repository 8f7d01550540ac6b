import type { TestProject } from 'vitest/node';
import { newDataFolder } from './dataFolder.js';
import { RunningProduct } from './runningProduct.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The data folder of a product that has been started once and is stopped. */
    begunProduct: string;
  }
}

/**
 * Starts a product for the first time, once for the many of a run, each of which begins with a copy of its folder: a
 * first start makes a cluster, read models and plans at Stripe, and takes twice the time of another.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { builtProduct } = project.getProvidedContext();
  const product = new RunningProduct(newDataFolder(), {}, () => builtProduct);
  await product.start();
  await product.stop();
  project.provide('begunProduct', product.dataDir);
  return () => product.dispose();
}
