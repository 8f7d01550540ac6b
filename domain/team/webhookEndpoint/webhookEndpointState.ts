import type { WebhookEndpointEvent, WebhookEndpointTerms } from './webhookEndpoint.events.js';

/** A secret that signs along until an instant. */
export type FormerSecret = Readonly<{ generation: number; until: string }>;

export type WebhookEndpoint = WebhookEndpointTerms &
  Readonly<{
    /** Null while it is enabled. */
    disabled: 'asked' | 'gone' | 'failing' | null;
    /** When it was added, or enabled again: what happened earlier is not delivered to it. */
    since: string;
    /** When it was added, enabled again or moved: failures before do not count. */
    triedSince: string;
    addedAt: string;
    /** Number of the secret that signs. */
    generation: number;
    former: readonly FormerSecret[];
  }>;

/** The endpoints of one organization by id, in the order they were added. */
export type WebhookEndpoints = Readonly<Record<string, WebhookEndpoint>>;

/** The numbers of the secrets that sign at an instant, the newest first. */
export const signingGenerations = ({ generation, former }: WebhookEndpoint, now: Date): readonly number[] => [
  generation,
  ...former.filter(({ until }) => Date.parse(until) > now.getTime()).map((secret) => secret.generation),
];

/** Whether an endpoint is told of an event of a type that happened at an instant. */
export const wants = ({ disabled, since, eventTypes }: WebhookEndpoint, type: string, occurredAt: string): boolean =>
  disabled === null && occurredAt >= since && (eventTypes === null || eventTypes.includes(type));

/** What an event makes of an organization's endpoints. */
export function evolveWebhookEndpoints(state: WebhookEndpoints, { type, data }: WebhookEndpointEvent) {
  const { endpointId } = data;
  const known = state[endpointId];
  const put = (changes: Partial<WebhookEndpoint>): WebhookEndpoints =>
    known ? { ...state, [endpointId]: { ...known, ...changes } } : state;
  switch (type) {
    case 'WebhookEndpointAdded': {
      const { terms, at } = data;
      const fresh = { disabled: null, since: at, triedSince: at, addedAt: at, generation: 1, former: [] };
      return { ...state, [endpointId]: { ...terms, ...fresh } };
    }
    case 'WebhookEndpointChanged':
      return put({ ...data.after, ...(data.after.url === data.before.url ? {} : { triedSince: data.at }) });
    case 'WebhookEndpointEnabled':
      return put({ disabled: null, since: data.at, triedSince: data.at });
    case 'WebhookEndpointDisabled':
      return put({ disabled: data.because });
    case 'WebhookSecretRotated': {
      const still = (known?.former ?? []).filter(({ until }) => until > data.at);
      const replaced = { generation: data.generation - 1, until: data.formerUntil };
      return put({ generation: data.generation, former: [replaced, ...still] });
    }
    case 'WebhookEndpointRemoved': {
      const { [endpointId]: _removed, ...others } = state;
      return others;
    }
    case 'WebhookTestRequested':
    case 'WebhookRedeliveryRequested':
      return state;
  }
}
