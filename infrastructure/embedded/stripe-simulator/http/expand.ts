import type { Context } from '../account/context.js';
import type { ObjectType } from '../store/storedObjects.js';
import type { Includables } from './includables.js';
import { referencedType } from './references.js';
import { invalidRequest } from './stripeErrors.js';

type Fields = Record<string, unknown>;
/** What to expand, as a tree: `a.b` and `a.c` are one `a` with two branches. */
type Paths = Map<string, Paths>;

const DEEPEST = 4;
const unexpandable = (path: string) =>
  invalidRequest(`This property cannot be expanded (${path}).`, { param: 'expand' });

function treeOf(paths: readonly string[]): Paths {
  const root: Paths = new Map();
  for (const path of paths) {
    const steps = path.split('.');
    if (steps.filter((step) => step !== 'data').length > DEEPEST) throw unexpandable(path);
    let at = root;
    for (const step of steps) {
      const next = at.get(step) ?? new Map();
      at.set(step, next);
      at = next;
    }
  }
  return root;
}

/** A hash that is no object of its own, such as metadata: there is nothing in it to fill in, unless a path goes deeper. */
const isPlain = (value: unknown, deeper: Paths): boolean =>
  deeper.size === 0 && isObject(value) && !Array.isArray(value) && !('object' in value);

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/**
 * An answer as Stripe gives it: fields that must be asked for are left out, references and such fields that were asked for are
 * filled in.
 * @throws StripeError 400 for a path that leads nowhere
 */
export function rendered(
  context: Context,
  answer: object,
  expand: readonly string[],
  includables: Includables,
): object {
  const included = (value: Fields) =>
    includables[value.object as ObjectType] as Record<string, (c: Context, o: unknown) => unknown> | undefined;

  function render(value: unknown, paths: Paths, at: string): unknown {
    if (Array.isArray(value)) return value.map((item) => render(item, paths, at));
    if (!isObject(value)) return value;
    const hidden = included(value) ?? {};
    const shown: Fields = {};
    for (const [field, inner] of Object.entries(value)) {
      if (!(field in hidden)) shown[field] = render(inner, new Map(), at);
    }
    for (const [field, deeper] of paths) {
      const path = at ? `${at}.${field}` : field;
      if (!(field in value) && !(field in hidden)) throw unexpandable(path);
      if (!(field in hidden) && isPlain(value[field], deeper)) throw unexpandable(path);
      const inner = field in hidden ? hidden[field]?.(context, value) : value[field];
      shown[field] = expanded(field, inner, deeper, path);
    }
    return shown;
  }

  function expanded(field: string, inner: unknown, deeper: Paths, path: string): unknown {
    if (Array.isArray(inner)) return inner.map((item) => expanded(field, item, deeper, path));
    if (typeof inner !== 'string') {
      return render(inner, deeper, path);
    }
    const type = referencedType(field, inner);
    const found = type && context.store.get(type, inner);
    if (!found) throw unexpandable(path);
    return render(found, deeper, path);
  }

  return render(answer, treeOf(expand), '') as object;
}
