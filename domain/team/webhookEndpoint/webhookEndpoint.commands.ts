import type { Command } from '../../command.js';
import type { WebhookEndpointTerms } from './webhookEndpoint.events.js';

type OfEndpoint = Readonly<{ organizationId: string; endpointId: string }>;
type Asked = OfEndpoint & Readonly<{ by: string }>;

export type WebhookEndpointCommand =
  | Command<'AddWebhookEndpoint', Asked & { terms: WebhookEndpointTerms }>
  /** What is not given stays as it is. */
  | Command<'ChangeWebhookEndpoint', Asked & { terms: Partial<WebhookEndpointTerms> }>
  | Command<'EnableWebhookEndpoint', Asked>
  | Command<'DisableWebhookEndpoint', Asked>
  | Command<'RotateWebhookSecret', Asked>
  | Command<'RemoveWebhookEndpoint', Asked>
  | Command<'RequestWebhookTest', Asked>
  | Command<'RequestWebhookRedelivery', Asked & { deliveryId: string }>
  /** From the system: an attempt failed that began at `attemptedAt`; nothing has succeeded since `failingSince`. */
  | Command<
      'ReportWebhookFailure',
      OfEndpoint & { attemptedAt: string; failingSince: string; answered: number | null }
    >;

export type WebhookEndpointRejection =
  | 'WEBHOOK_ENDPOINT_UNKNOWN'
  | 'WEBHOOK_ENDPOINTS_TOO_MANY'
  | 'WEBHOOK_ENDPOINT_DISABLED'
  | 'WEBHOOK_SECRETS_TOO_MANY';
