import { type Logger, pino } from 'pino';
import pretty from 'pino-pretty';
import type { Environment } from '../config/environment.js';

/** One JSON line an entry in production, readable lines elsewhere. Secrets and tokens are never logged. */
export function createLogger({ NODE_ENV, LOG_LEVEL }: Environment): Logger {
  const options = { level: LOG_LEVEL ?? (NODE_ENV === 'production' ? 'info' : 'warn'), base: null };
  if (NODE_ENV === 'production') return pino(options);
  return pino(options, pretty({ colorize: process.stdout.isTTY, sync: true, translateTime: 'SYS:HH:MM:ss.l' }));
}
