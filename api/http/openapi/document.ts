import { createDocument, type oas31, type ZodOpenApiPathsObject } from 'zod-openapi';
import { problemSchema } from '../problem.js';
import type { Route } from '../route.js';
import { conventions, headers, parameters } from './conventions.js';
import { operationOf } from './operation.js';
import { webhooksDocument } from './webhooks.js';

export type DocumentInfo = Readonly<{ title: string; version: string; publicUrl: string }>;

/** The contract: an OpenAPI 3.1 document of exactly what the routes take, answer and demand. */
export function openApiDocument(
  routes: readonly Route[],
  { title, version, publicUrl }: DocumentInfo,
): oas31.OpenAPIObject {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: { title, version, description: conventions },
    servers: [{ url: publicUrl }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    webhooks: webhooksDocument,
    components: {
      schemas: { Problem: problemSchema },
      parameters: {
        ...parameters,
        RequiredIdempotencyKey: { ...parameters.IdempotencyKey, required: true },
      } as never,
      headers: headers as never,
      securitySchemes: {
        accessToken: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'Access token of a signed-in person.',
        },
      },
    },
  });
}
