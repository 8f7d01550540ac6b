import type { WebhookEndpointRejection } from '../../domain/team/webhookEndpoint/webhookEndpoint.commands.js';
import type { WebhookEndpointTerms } from '../../domain/team/webhookEndpoint/webhookEndpoint.events.js';
import type { Handled } from '../handleCommand.js';
import type { WebhookTargets } from '../ports/webhookTargets.js';
import type { UrlRefused } from './addWebhookEndpoint.js';
import type { MemberRequest } from './organizationCommand.js';
import type { AskWebhookEndpoint } from './webhookEndpointCommand.js';

export type ChangeWebhookEndpoint = (
  request: MemberRequest,
  endpointId: string,
  terms: Partial<WebhookEndpointTerms>,
) => Promise<Handled<WebhookEndpointRejection> | UrlRefused>;

/** Changes what is given of an endpoint's address, description and event types. */
export const changeWebhookEndpoint =
  (ask: AskWebhookEndpoint, targets: WebhookTargets): ChangeWebhookEndpoint =>
  async (request, endpointId, terms) => {
    const why = terms.url === undefined ? undefined : targets.refusalOf(terms.url);
    if (why !== undefined) return { accepted: false, rejection: 'URL_NOT_ALLOWED', why };
    return ask(request, 'ChangeWebhookEndpoint', { endpointId, terms });
  };
