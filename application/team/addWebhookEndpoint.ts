import type { WebhookEndpointRejection } from '../../domain/team/webhookEndpoint/webhookEndpoint.commands.js';
import type { WebhookEndpointTerms } from '../../domain/team/webhookEndpoint/webhookEndpoint.events.js';
import { derivedId } from '../derivedIds.js';
import type { Handled } from '../handleCommand.js';
import type { WebhookSecrets } from '../ports/webhookSecrets.js';
import type { WebhookTargets } from '../ports/webhookTargets.js';
import type { MemberRequest } from './organizationCommand.js';
import type { AskWebhookEndpoint } from './webhookEndpointCommand.js';

export type UrlRefused = Readonly<{ accepted: false; rejection: 'URL_NOT_ALLOWED'; why: string }>;
export type AddWebhookEndpoint = (
  request: MemberRequest,
  terms: WebhookEndpointTerms,
) => Promise<
  | (Extract<Handled<WebhookEndpointRejection>, { accepted: true }> & Readonly<{ endpointId: string; secret: string }>)
  | Extract<Handled<WebhookEndpointRejection>, { accepted: false }>
  | UrlRefused
>;

/** Adds an endpoint and answers its secret; its id and secret are the same for a repetition of the request. */
export const addWebhookEndpoint =
  (ask: AskWebhookEndpoint, targets: WebhookTargets, secrets: WebhookSecrets): AddWebhookEndpoint =>
  async (request, terms) => {
    const why = targets.refusalOf(terms.url);
    if (why !== undefined) return { accepted: false, rejection: 'URL_NOT_ALLOWED', why };
    const endpointId = derivedId(request.context.commandId, 'webhookEndpoint');
    const handled = await ask(request, 'AddWebhookEndpoint', { endpointId, terms });
    return handled.accepted ? { ...handled, endpointId, secret: await secrets.of(endpointId, 1) } : handled;
  };
