import type { Environment } from '../config/environment.js';
import { isEmbedded } from './backends.js';

/** Whether webhooks may be delivered to this machine: said so, or in development while services are embedded. */
export const mayDeliverToLoopback = (environment: Environment): boolean =>
  environment.WEBHOOKS_ALLOW_LOOPBACK ?? (environment.NODE_ENV !== 'production' && isEmbedded(environment));
