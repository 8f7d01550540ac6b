type Schema = Readonly<{
  $ref?: string;
  type?: string | readonly string[];
  enum?: readonly unknown[];
  const?: unknown;
  default?: unknown;
  format?: string;
  examples?: readonly unknown[];
  example?: unknown;
  minimum?: number;
  exclusiveMinimum?: number;
  minLength?: number;
  minItems?: number;
  items?: Schema;
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  anyOf?: readonly Schema[];
  oneOf?: readonly Schema[];
}>;
type Parameter = Readonly<{ name: string; in: string; required?: boolean; schema: Schema }>;
type Documented = Readonly<{
  operationId: string;
  'x-permission': string;
  parameters?: readonly Parameter[];
  requestBody?: Readonly<{ content: Readonly<Record<string, Readonly<{ schema: Schema }>>> }>;
}>;
type OpenApi = Readonly<{
  paths: Readonly<Record<string, Readonly<Record<string, Documented>>>>;
  components?: Readonly<{ schemas?: Readonly<Record<string, Schema>> }>;
}>;

export type Operation = Readonly<{
  operationId: string;
  method: string;
  path: string;
  permission: string;
  pathParameters: readonly string[];
  /** Required query parameters with a value each. */
  query: string;
  body: string | undefined;
}>;

export const someUuid = '0193a5c2-7b1e-7c3a-9d4f-00000000ffff';

/** Every operation of an OpenAPI document, each with a body and a query that its own schemas take. */
export function operationsOf(document: OpenApi): Operation[] {
  const example = (schema: Schema): unknown => {
    if (schema.$ref) return example(document.components?.schemas?.[schema.$ref.split('/').at(-1) ?? ''] ?? {});
    const given = [schema.const, schema.example, schema.examples?.[0], schema.enum?.[0], schema.default];
    const known = given.find((value) => value !== undefined);
    if (known !== undefined) return known;
    const choice = schema.anyOf?.[0] ?? schema.oneOf?.[0];
    if (choice) return example(choice);
    const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
    if (type === 'object' || schema.properties) {
      const entries = (schema.required ?? []).map((name) => [name, example(schema.properties?.[name] ?? {})]);
      return Object.fromEntries(entries);
    }
    if (type === 'array') return (schema.minItems ?? 0) > 0 ? [example(schema.items ?? {})] : [];
    if (type === 'integer' || type === 'number')
      return Math.max(schema.minimum ?? 1, (schema.exclusiveMinimum ?? 0) + 1);
    if (type === 'boolean') return true;
    if (schema.format === 'uuid') return someUuid;
    if (schema.format === 'email') return 'somebody@example.com';
    if (schema.format === 'date-time') return '2026-01-01T00:00:00.000Z';
    return 'x'.repeat(Math.max(1, schema.minLength ?? 0));
  };

  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, parameters = [], requestBody, ...documented }]): Operation => {
      const schema = requestBody?.content['application/json']?.schema;
      const needed = parameters.filter(({ in: place, required }) => place === 'query' && required);
      const query = new URLSearchParams(
        Object.fromEntries(needed.map((each) => [each.name, String(example(each.schema))])),
      );
      return {
        ...{ operationId, method: method.toUpperCase(), path, permission: documented['x-permission'] },
        pathParameters: parameters.filter(({ in: place }) => place === 'path').map(({ name }) => name),
        query: query.size > 0 ? `?${query}` : '',
        body: schema && JSON.stringify(example(schema) ?? {}),
      };
    }),
  );
}
