import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Context, Middleware } from 'koa';
import helmet from 'koa-helmet';
import type { Endpoint } from '../dispatch.js';
import { stateOf } from '../requestState.js';
import type { Route } from '../route.js';
import { docsHtml, docsScript, docsStyle } from './docsPage.js';
import { type DocumentInfo, openApiDocument } from './document.js';

const compress = promisify(gzip);
const swaggerFolder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

/** The page runs our own files only: no inline script or style, nothing from elsewhere, no frame around it. */
const pagePolicy = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
});

type Asset = Readonly<{ bytes: Buffer; gzipped: Buffer; etag: string }>;

async function assetOf(content: string | Buffer): Promise<Asset> {
  const bytes = Buffer.from(content);
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  return { bytes, gzipped: await compress(bytes), etag };
}

function send(context: Context, type: string, { bytes, gzipped, etag }: Asset): void {
  context.set({ ETag: etag, 'Cache-Control': 'no-cache', Vary: 'Accept-Encoding' });
  if (context.get('If-None-Match') === etag) {
    context.status = 304;
    return;
  }
  const small = context.acceptsEncodings('gzip', 'identity') === 'gzip';
  if (small) context.set('Content-Encoding', 'gzip');
  context.type = type;
  context.body = small ? gzipped : bytes;
}

/** Read or made once, at the first request for it. */
function assetEndpoint(path: string, type: string, load: () => string | Promise<Buffer>): Endpoint {
  let asset: Promise<Asset> | undefined;
  const serve: Middleware = async (context) => {
    stateOf(context).operation = 'docs';
    asset ??= Promise.resolve(load()).then(assetOf);
    const loaded = await asset;
    await pagePolicy(context, async () => send(context, type, loaded));
  };
  return { method: 'GET', path, serve };
}

/** `/openapi.json` and the page that shows it, served from this process alone. */
export function docsEndpoints(routes: readonly Route[], info: DocumentInfo): Endpoint[] {
  const shipped = (name: string) => () => readFile(join(swaggerFolder, name));
  return [
    assetEndpoint('/openapi.json', 'application/json', () => JSON.stringify(openApiDocument(routes, info))),
    assetEndpoint('/docs', 'text/html', () => docsHtml(info.title)),
    assetEndpoint('/docs/page.js', 'text/javascript', () => docsScript),
    assetEndpoint('/docs/page.css', 'text/css', () => docsStyle),
    assetEndpoint('/docs/swagger-ui.css', 'text/css', shipped('swagger-ui.css')),
    assetEndpoint('/docs/swagger-ui-bundle.js', 'text/javascript', shipped('swagger-ui-bundle.js')),
    assetEndpoint('/docs/favicon.png', 'image/png', shipped('favicon-32x32.png')),
  ];
}
