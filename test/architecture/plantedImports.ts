/** Files, and what each imports: paths of the planted tree or packages, after `type ` as types only. */
type Files = Readonly<Record<string, readonly string[]>>;

const money = 'domain/money.ts';
const planEvents = 'domain/billing/plan.events.ts';
const memberEvents = 'domain/team/member.events.ts';
const clock = 'application/ports/clock.ts';
const registry = 'application/events/registry.ts';
const handleCommand = 'application/handleCommand.ts';
const changePlan = 'application/billing/changePlan.ts';
const environment = 'infrastructure/config/environment.ts';
const embeddedPostgres = 'infrastructure/embedded/postgres/cluster.ts';
const container = 'infrastructure/composition/container.ts';
const checkpoints = 'projections/runtime/checkpoints.ts';
const plansProjector = 'projections/billing/plans/plans.projector.ts';
const plansQuery = 'projections/billing/plans/plans.query.ts';
const membersProjector = 'projections/team/members/members.projector.ts';
const server = 'api/http/server.ts';
const until = 'test/support/until.ts';

/** What each folder is meant to import: no rule may fire. The files imported import nothing themselves. */
export const allowed: Files = {
  'domain/billing/fine.ts': [money, planEvents, memberEvents],
  'domain/team/fine.ts': [money, 'domain/team/permissions.ts', 'domain/team/member/member.decider.ts'],
  'application/ports/fine.ts': [money, clock, `type ${registry}`],
  'application/events/fine.ts': ['zod', money, clock, registry],
  'application/billing/fine.ts': [handleCommand, clock, changePlan],
  'application/reactions/fine.ts': [handleCommand, 'node:timers/promises'],
  'projections/runtime/fine.ts': ['slonik', registry, checkpoints, 'node:timers/promises'],
  'projections/billing/plans/fine.ts': [`type ${planEvents}`, checkpoints, plansProjector, plansQuery],
  'projections/team/members/fine.ts': [checkpoints, membersProjector],
  'api/http/fine.ts': ['koa', 'type slonik', changePlan, plansQuery, server],
  'api/gateway/server.ts': ['uWebSockets.js'],
  'api/cli/fine.ts': ['commander', checkpoints, changePlan],
  'infrastructure/eventstore/fine.ts': ['@eventstore/db-client', clock, environment],
  'infrastructure/composition/fine.ts': ['inversify', embeddedPostgres, changePlan, container, server],
  'test/egg.ts': ['test/chicken.ts'],
  'test/parent.ts': ['test/child.ts'],
  'test/child.ts': ['type test/parent.ts'],
  'test/fine.ts': ['vitest', 'type undeclared', embeddedPostgres, until],
};
export const targets = [...new Set(Object.values(allowed).flat())]
  .map((what) => what.replace(/^type /, ''))
  .filter((what) => what.endsWith('.ts'));

const adapters = [
  'clickhouse',
  'config',
  'crypto',
  'dns',
  'eventstore',
  'mail',
  'nats',
  'pdf',
  'postgres',
  'protobuf',
  'stripe',
  'telemetry',
  'webhooks',
  'wakeups',
  'zip',
];
const services = ['chdb', 'eventstore-node', 'inbox', 'postgres', 'stripe-simulator'];

/** By rule: files that break it, each seen by that rule alone. */
export const violations: Readonly<Record<string, Files>> = {
  'domain-imports-only-domain': {
    'domain/package.ts': ['uuid'],
    'domain/nodeModule.ts': ['node:crypto'],
    'domain/port.ts': [`type ${clock}`],
  },
  'domain-contexts-stand-apart': { 'domain/billing/team.ts': ['domain/team/permissions.ts'] },
  'ports-import-only-domain-and-events': {
    'application/ports/package.ts': ['zod'],
    'application/ports/useCase.ts': [handleCommand],
  },
  'event-definitions-import-only-domain-and-ports': { 'application/events/useCase.ts': [handleCommand] },
  'application-imports-only-domain': {
    'application/billing/driver.ts': ['stripe'],
    'application/billing/wait.ts': ['node:timers/promises'],
    'application/billing/query.ts': [plansQuery],
  },
  'reaction-runtime-imports-only-application-and-waits': {
    'application/reactions/file.ts': ['node:fs'],
    'application/reactions/driver.ts': ['stripe'],
  },
  'projection-runtime-imports-only-ports-and-events': {
    'projections/runtime/readModel.ts': [plansProjector],
    'projections/runtime/useCase.ts': [handleCommand],
  },
  'read-models-import-only-their-own-folder-and-the-runtime': {
    'projections/billing/plans/neighbour.ts': [membersProjector],
    'projections/billing/plans/embedded.ts': [embeddedPostgres],
  },
  'projections-take-no-decisions': { 'projections/team/members/decides.ts': ['domain/team/member/member.decider.ts'] },
  'api-imports-only-use-cases-and-queries': {
    'api/http/driver.ts': ['pg'],
    'api/http/projector.ts': [plansProjector],
    'api/http/embedded.ts': [embeddedPostgres],
    'api/http/composition.ts': [container],
  },
  'command-line-imports-only-the-runtime-and-a-terminal': {
    'api/cli/serves.ts': [server],
    'api/cli/composition.ts': [container],
    'api/cli/driver.ts': ['pg'],
  },
  'api-names-drivers-only-as-types': {
    'api/http/connects.ts': ['@clickhouse/client'],
    'api/gateway/connects.ts': ['slonik'],
  },
  ...Object.fromEntries(
    adapters.map((folder) => [
      `infrastructure-${folder}-imports-only-its-driver`,
      {
        [`infrastructure/${folder}/useCase.ts`]: [handleCommand],
        [`infrastructure/${folder}/driver.ts`]: ['commander'],
        [`infrastructure/${folder}/embedded.ts`]: [embeddedPostgres],
      },
    ]),
  ),
  ...Object.fromEntries(
    services.map((folder) => [
      `embedded-${folder}-imports-only-its-engine`,
      { [`infrastructure/embedded/${folder}/port.ts`]: [clock] },
    ]),
  ),
  'infrastructure-has-no-other-folder': {
    'infrastructure/redis/cache.ts': [clock],
    'infrastructure/embedded/redis/server.ts': ['node:net'],
  },
  'composition-imports-the-product-and-packages': { 'infrastructure/composition/test.ts': [until] },
  'only-composition-imports-inversify': { 'test/container.ts': ['inversify'] },
  'only-the-event-store-imports-its-client': { 'infrastructure/composition/client.ts': ['@eventstore/db-client'] },
  'one-file-imports-uwebsockets': { 'api/gateway/feed.ts': ['uWebSockets.js'] },
  'shipped-code-needs-shipped-packages': { 'infrastructure/composition/development.ts': ['fast-check'] },
  'packages-are-declared': { 'test/undeclared.ts': ['undeclared'] },
  'imports-resolve': { 'test/nowhere.ts': ['test/absent.ts'] },
  'no-cycles': { 'test/chicken.ts': ['test/egg.ts'] },
  'no-orphans': { 'test/lonely.ts': [] },
};
