import { webhookEndpointStream } from '../../domain/team/streams.js';
import type {
  WebhookEndpointCommand,
  WebhookEndpointRejection,
} from '../../domain/team/webhookEndpoint/webhookEndpoint.commands.js';
import { webhookEndpointDecider } from '../../domain/team/webhookEndpoint/webhookEndpoint.decider.js';
import type { HandleCommand, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import type { MemberRequest } from './organizationCommand.js';

type AskedType = Exclude<WebhookEndpointCommand['type'], 'ReportWebhookFailure'>;
type Data<Type extends AskedType> = Extract<WebhookEndpointCommand, { type: Type }>['data'];

export type AskWebhookEndpoint = <Type extends AskedType>(
  request: MemberRequest,
  type: Type,
  data: Omit<Data<Type>, 'organizationId' | 'by'>,
) => Promise<Handled<WebhookEndpointRejection>>;

/** Puts one command of a member to the webhook endpoints of their organization. */
export const webhookEndpointCommand =
  (handleCommand: HandleCommand, clock: Clock): AskWebhookEndpoint =>
  ({ organizationId, by, expectedRevision, context }, type, data) =>
    handleCommand(
      webhookEndpointStream(organizationId),
      webhookEndpointDecider,
      { type, data: { ...data, organizationId, by }, now: clock.now() } as unknown as WebhookEndpointCommand,
      context,
      expectedRevision === undefined ? {} : { expectedRevision },
    );
