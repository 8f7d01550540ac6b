const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

export const docsHtml = (title: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escapeHtml(title)}</title>
    <link rel="icon" type="image/png" href="/docs/favicon.png">
    <link rel="stylesheet" href="/docs/swagger-ui.css">
    <link rel="stylesheet" href="/docs/page.css">
  </head>
  <body>
    <main id="reference"><p class="loading">Loading the API reference…</p></main>
    <noscript><p class="loading">This page needs JavaScript; the document itself is at <a href="/openapi.json">/openapi.json</a>.</p></noscript>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/page.js"></script>
  </body>
</html>
`;

export const docsScript = `'use strict';
SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#reference',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  filter: true,
  persistAuthorization: false,
  requestSnippetsEnabled: true,
  tryItOutEnabled: true,
  validatorUrl: null,
});
`;

export const docsStyle = `
html { scrollbar-gutter: stable; }
body { margin: 0; background: #fff; color: #1b1f27; }
.loading { font: 16px/1.5 system-ui, sans-serif; text-align: center; padding: 20vh 1rem; }
.swagger-ui, .swagger-ui .info .title, .swagger-ui .opblock-tag, .swagger-ui .opblock .opblock-summary-description,
.swagger-ui .btn, .swagger-ui label, .swagger-ui table thead tr th { font-family: system-ui, -apple-system, 'Segoe UI', sans-serif; }
.swagger-ui .wrapper { max-width: 1180px; }
.swagger-ui .info { margin: 40px 0 24px; }
.swagger-ui .info .title { font-size: 32px; font-weight: 650; letter-spacing: -0.01em; color: #1b1f27; }
.swagger-ui .info li, .swagger-ui .info p { font-size: 15px; line-height: 1.6; max-width: 76ch; }
.swagger-ui .scheme-container { box-shadow: none; border-block: 1px solid #e6e8ec; padding: 16px 0; }
.swagger-ui .opblock { border-radius: 8px; box-shadow: none; }
.swagger-ui .opblock-tag { font-size: 20px; font-weight: 600; border-bottom-color: #e6e8ec; }
.swagger-ui .opblock .opblock-summary-method { border-radius: 6px; }
`;
