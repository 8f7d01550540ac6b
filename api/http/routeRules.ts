import { z } from 'zod';
import type { Route } from './route.js';

const parametersIn = (path: string): string[] => [...path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '');

/** Pointers of the objects inside a schema that would drop unknown fields silently. */
function looseObjects(schema: z.core.$ZodType, pointer: string, seen: Set<z.core.$ZodType>): string[] {
  if (seen.has(schema)) return [];
  seen.add(schema);
  const inner = (next: z.core.$ZodType, at = pointer) => looseObjects(next, at, seen);
  const def = (schema as z.core.$ZodTypes)._zod.def;
  switch (def.type) {
    case 'object': {
      const fields = Object.entries(def.shape).flatMap(([name, field]) => inner(field, `${pointer}/${name}`));
      return def.catchall === undefined ? [pointer || '/', ...fields] : fields;
    }
    case 'array':
      return inner(def.element, `${pointer}/*`);
    case 'union':
      return def.options.flatMap((option) => inner(option));
    case 'intersection':
      return [...inner(def.left), ...inner(def.right)];
    case 'record':
      return inner(def.valueType, `${pointer}/*`);
    case 'pipe':
      return inner(def.in);
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'readonly':
      return inner(def.innerType);
    default:
      return [];
  }
}

/** Refuses a declaration that would not do what it says. */
export function assertRoute(route: Route): void {
  const fail = (message: string): never => {
    throw new Error(`Route ${route.operationId} (${route.method} ${route.path}): ${message}`);
  };
  const inPath = parametersIn(route.path).sort().join(', ');
  const inSchema = Object.keys(route.params?.shape ?? {})
    .sort()
    .join(', ');
  if (inPath !== inSchema) fail(`path parameters are [${inPath}], the schema has [${inSchema}]`);
  if (route.body instanceof z.ZodType) {
    const loose = looseObjects(route.body, '', new Set());
    if (loose.length > 0) fail(`unknown fields would pass silently at ${loose.join(', ')}: use z.strictObject`);
  }
  if (route.kind === 'query' && (route.method !== 'GET' || route.body !== undefined))
    fail('a query is a GET without body');
  if (route.kind === 'command' && route.method === 'GET') fail('a command is not a GET');
  if (route.kind === 'command' && (route.readModels || route.list)) fail('a command shows no read model and no list');
  if (route.idempotencyKey !== undefined && (route.kind === 'query' || route.permission === 'public'))
    fail('only a command with a caller takes an Idempotency-Key');
  if (Object.keys(route.answers).length === 0) fail('no answer is declared');
}
