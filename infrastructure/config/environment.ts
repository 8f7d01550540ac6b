import { z } from 'zod';

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);
const url = (...protocols: string[]) =>
  z
    .string()
    .refine((value) => protocols.some((protocol) => value.startsWith(`${protocol}://`)), {
      message: `must be a URL that begins with ${protocols.map((protocol) => `${protocol}://`).join(' or ')}`,
    })
    .optional();
const secret = z.string().min(32, 'must be at least 32 characters').optional();
const list = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((value) =>
      value
        .split(',')
        .map((item) => item.trim())
        .filter(Boolean),
    );
const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

const processName = z.enum(['api', 'projector', 'reactor', 'gateway']);
export type ProcessName = z.infer<typeof processName>;

/** Every environment variable the product reads, with its default. `.env.example` documents each. */
export const environmentSchema = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  PROCESSES: list('api,projector,reactor,gateway').pipe(z.array(processName).min(1)),
  DATA_DIR: z.string().min(1).default('.data'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port(3001),
  GATEWAY_PORT: port(3002),
  EVENTSTORE_PORT: port(2113),
  POSTGRES_PORT: port(0),
  EVENTSTORE_URL: url('esdb', 'esdb+discover'),
  DATABASE_URL: url('postgres', 'postgresql'),
  CLICKHOUSE_URL: url('http', 'https'),
  NATS_URL: url('nats', 'tls'),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^(sk|rk)_(test|live)_/, 'must be a Stripe secret key')
    .optional(),
  STRIPE_API_URL: url('http', 'https'),
  STRIPE_PUBLISHABLE_KEY: z.string().min(1).optional(),
  STRIPE_SIMULATOR_PORT: port(3004),
  STRIPE_SIMULATOR_BEGINS: z.iso
    .datetime({ error: 'must be an instant such as 2026-11-01T00:00:00Z' })
    .transform((value) => new Date(value))
    .optional(),
  SMTP_URL: url('smtp', 'smtps'),
  MAIL_FROM: z.string().min(3).default('Objecta <no-reply@objecta.localhost>'),
  INBOX_PORT: port(3003),
  INVOICE_SELLER: z
    .string()
    .default('Objecta')
    .transform((value) => value.split('|').map((line) => line.trim())),
  STRIPE_WEBHOOK_SECRET: list('').pipe(z.array(z.string().min(16, 'must be at least 16 characters'))),
  JWT_SECRET: secret,
  PERSONAL_DATA_KEY: secret,
  AUTH_JWKS_URL: url('https', 'http'),
  AUTH_ISSUER: z.string().min(1).optional(),
  AUTH_AUDIENCE: z.string().min(1).optional(),
  DNS_SERVERS: list(''),
  WEBHOOKS_ALLOW_LOOPBACK: flag.optional(),
  PUBLIC_URL: z.url().default('http://localhost:3001'),
  CORS_ORIGINS: list('http://localhost:3001'),
  DEMO_DATA: flag.optional(),
  ALLOW_EMBEDDED: flag.default(false),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).optional(),
});
export type Environment = z.infer<typeof environmentSchema>;

/** The configuration is wrong: the message names every mistake at once. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/** Reads and checks the environment; an empty value counts as unset. */
export function readEnvironment(source: NodeJS.ProcessEnv): Environment {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(given);
  if (parsed.success) return assertIdentityProvider(assertWebhooksLeave(parsed.data));
  throw new ConfigurationError(`The environment is not usable:\n${z.prettifyError(parsed.error)}`);
}

/** Where and how an outside identity provider signs people in; undefined while they sign in here. */
export function identityProviderOf({ AUTH_JWKS_URL, AUTH_ISSUER, AUTH_AUDIENCE }: Environment) {
  if (AUTH_JWKS_URL === undefined || AUTH_ISSUER === undefined || AUTH_AUDIENCE === undefined) return undefined;
  return { jwksUrl: AUTH_JWKS_URL, issuer: AUTH_ISSUER, audience: AUTH_AUDIENCE };
}

/** In production nobody outside may have requests sent to what listens on this machine. */
function assertWebhooksLeave(environment: Environment): Environment {
  if (environment.NODE_ENV === 'production' && environment.WEBHOOKS_ALLOW_LOOPBACK)
    throw new ConfigurationError('WEBHOOKS_ALLOW_LOOPBACK is for development: in production it must not be true.');
  return environment;
}

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Who signs people in is said whole or not at all, and its keys come over a connection that nobody can change. */
function assertIdentityProvider(environment: Environment): Environment {
  const { AUTH_JWKS_URL, AUTH_ISSUER, AUTH_AUDIENCE } = environment;
  const given = { AUTH_JWKS_URL, AUTH_ISSUER, AUTH_AUDIENCE };
  const unset = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [name] : []));
  if (unset.length === 3) return environment;
  if (unset.length > 0)
    throw new ConfigurationError(`An outside identity provider takes three settings; unset: ${unset.join(', ')}.`);
  if (environment.DEMO_DATA)
    throw new ConfigurationError('DEMO_DATA needs the built-in sign-in: the demo people are not of your provider.');
  const { protocol, hostname } = new URL(String(AUTH_JWKS_URL));
  if (protocol !== 'https:' && !loopback.has(hostname))
    throw new ConfigurationError('AUTH_JWKS_URL must begin with https://, unless it is on this machine.');
  return environment;
}
