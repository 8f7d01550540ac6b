import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ConfigurationError, type Environment } from '../config/environment.js';

export type Secrets = Readonly<{
  jwtSecrets: readonly string[];
  personalDataKeys: readonly string[];
  stripeWebhookSecrets: readonly string[];
}>;

const keptSchema = z.object({
  jwtSecret: z.string().min(32),
  personalDataKey: z.string().min(32),
  stripeWebhookSecret: z.string().min(16),
});

/**
 * The secrets in force. Embedded, what is not set is made once and kept in the data folder; with real services every
 * secret must be set, since each process has to know the same ones.
 * @throws ConfigurationError naming what is missing
 */
export function secretsOf(environment: Environment, embedded: boolean): Secrets {
  const missing = (['JWT_SECRET', 'PERSONAL_DATA_KEY'] as const).filter((name) => environment[name] === undefined);
  const noWebhookSecret = environment.STRIPE_WEBHOOK_SECRET.length === 0;
  const unset = [...missing, ...(noWebhookSecret ? ['STRIPE_WEBHOOK_SECRET'] : [])];
  if (unset.length > 0 && !embedded) {
    throw new ConfigurationError(
      `With real services these must be set as well: ${unset.join(', ')}. See .env.example.`,
    );
  }
  const kept = unset.length > 0 ? keptSecrets(environment.DATA_DIR) : undefined;
  const split = (value: string | undefined, fallback: string | undefined) =>
    (value ?? fallback ?? '').split(',').filter(Boolean);
  return {
    jwtSecrets: split(environment.JWT_SECRET, kept?.jwtSecret),
    personalDataKeys: split(environment.PERSONAL_DATA_KEY, kept?.personalDataKey),
    stripeWebhookSecrets: noWebhookSecret
      ? split(undefined, kept?.stripeWebhookSecret)
      : environment.STRIPE_WEBHOOK_SECRET,
  };
}

function keptSecrets(dataDir: string): z.infer<typeof keptSchema> {
  const file = join(dataDir, 'secrets.json');
  if (existsSync(file)) return keptSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const secret = () => randomBytes(32).toString('hex');
  const made = { jwtSecret: secret(), personalDataKey: secret(), stripeWebhookSecret: `whsec_${secret()}` };
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
  return made;
}
