import type { Context } from '../account/context.js';
import type { ObjectType, Stored } from '../store/storedObjects.js';

/**
 * Fields that are absent unless expanded (stripe.md 5.3), by type, and how each is worked out. A field that is stored with its
 * object is given back as stored by `(_, object) => object.field`.
 */
export type Includables = {
  readonly [T in ObjectType]?: Readonly<Record<string, (context: Context, object: Stored<T>) => unknown>>;
};
