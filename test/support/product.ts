import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Runtime } from '../../infrastructure/composition/runtimeFile.js';
import type { ProductStores } from './productLog.js';

/** A product that runs, as tests find and talk to it: by what is in its data folder. */
export abstract class Product {
  abstract readonly dataDir: string;

  runtime(): Runtime {
    return JSON.parse(readFileSync(join(this.dataDir, 'runtime.json'), 'utf8')) as Runtime;
  }

  secrets(): Readonly<{ jwtSecret: string; stripeWebhookSecret: string }> {
    return JSON.parse(readFileSync(join(this.dataDir, 'secrets.json'), 'utf8')) as ReturnType<Product['secrets']>;
  }

  /** What its log takes to be written to from beside it. */
  stores(): ProductStores {
    const { eventStore, postgres } = this.runtime();
    const { personalDataKey } = JSON.parse(readFileSync(join(this.dataDir, 'secrets.json'), 'utf8')) as ProductStores;
    return { eventStore, postgres, personalDataKey };
  }

  /** What it has printed so far. */
  get output(): string {
    return existsSync(this.outputFile) ? readFileSync(this.outputFile, 'utf8') : '';
  }

  /** Beside its folder: what is searched for in there is not to be found in here. */
  protected get outputFile(): string {
    return `${this.dataDir}.output`;
  }
}
