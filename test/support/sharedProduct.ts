import { inject } from 'vitest';
import type { Runtime } from '../../infrastructure/composition/runtimeFile.js';
import { Product } from './product.js';

/**
 * A product that test files use one after the other, each with organizations and people of its own: for files that
 * leave it running and as it was but for what they have made in it.
 */
export class SharedProduct extends Product {
  #dataDir = '';

  get dataDir(): string {
    return this.#dataDir;
  }

  /** Resolves with one that nobody else uses now, started if all others are in use. */
  async start(): Promise<Runtime> {
    const answer = await fetch(inject('sharedProducts'), { method: 'POST' });
    const text = await answer.text();
    if (!answer.ok) throw new Error(text);
    this.#dataDir = text;
    return this.runtime();
  }

  /** Leaves it to the next file. */
  async dispose(): Promise<void> {
    if (this.#dataDir === '') return;
    await fetch(inject('sharedProducts'), { method: 'PUT', body: this.#dataDir });
  }
}
