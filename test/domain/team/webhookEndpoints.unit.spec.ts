import { describe, expect, it } from 'vitest';
import { nextWebhookAttempt } from '../../../domain/team/webhookEndpoint/retrySchedule.js';
import type { WebhookEndpointCommand } from '../../../domain/team/webhookEndpoint/webhookEndpoint.commands.js';
import { webhookEndpointDecider } from '../../../domain/team/webhookEndpoint/webhookEndpoint.decider.js';
import type { WebhookEndpointEvent } from '../../../domain/team/webhookEndpoint/webhookEndpoint.events.js';
import { signingGenerations, wants } from '../../../domain/team/webhookEndpoint/webhookEndpointState.js';
import { deciderSpec } from '../../support/deciderSpec.js';
import { later, startedAt } from '../../support/fixtures/organization.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const given = deciderSpec(webhookEndpointDecider);
const of = { organizationId: 'organization-1', endpointId: 'e1' };
const terms = { url: 'https://hooks.northwind.example/a', description: 'CRM', eventTypes: ['member.joined'] };
const iso = (after = 0) => later(after).toISOString();

type CommandType = WebhookEndpointCommand['type'];
type DataOf<T extends CommandType> = Omit<Extract<WebhookEndpointCommand, { type: T }>['data'], keyof typeof of | 'by'>;
const command = <T extends CommandType>(type: T, data: DataOf<T>, after = 0, endpointId = 'e1') =>
  ({ type, data: { ...of, by: 'ada', endpointId, ...data }, now: later(after) }) as unknown as WebhookEndpointCommand;

type EventType = WebhookEndpointEvent['type'];
type Fact<T extends EventType> = Omit<
  Extract<WebhookEndpointEvent, { type: T }>['data'],
  keyof typeof of | 'by' | 'at'
>;
const event = <T extends EventType>(type: T, data: Fact<T>, after = 0, by: string | null = 'ada') =>
  ({ type, data: { ...of, by, at: iso(after), ...data } }) as unknown as WebhookEndpointEvent;

const { url } = terms;
const added = event('WebhookEndpointAdded', { terms });
const disabled = (because: 'asked' | 'gone' | 'failing', after = 0) =>
  event('WebhookEndpointDisabled', { url, because }, after, because === 'asked' ? 'ada' : null);
const enabled = (after = 0) => event('WebhookEndpointEnabled', { url }, after);
const rotated = (generation: number, after = 0) =>
  event('WebhookSecretRotated', { url, generation, formerUntil: iso(after + DAY) }, after);

describe('webhook endpoints', () => {
  it('are added, twenty at most, and once for a repetition', () => {
    given().when(command('AddWebhookEndpoint', { terms })).thenRecorded(added);
    given(added).when(command('AddWebhookEndpoint', { terms })).thenNothing();
    const twenty = Array.from({ length: 20 }, (_, n) => ({ ...added, data: { ...added.data, endpointId: `n${n}` } }));
    given(...(twenty as WebhookEndpointEvent[]))
      .when(command('AddWebhookEndpoint', { terms }))
      .thenRejected('WEBHOOK_ENDPOINTS_TOO_MANY');
    const removed = { type: 'WebhookEndpointRemoved', data: { ...of, endpointId: 'n7', url, by: 'ada', at: iso() } };
    given(...(twenty as WebhookEndpointEvent[]), removed as WebhookEndpointEvent)
      .when(command('AddWebhookEndpoint', { terms }))
      .thenRecorded(added);
  });

  it('change in what is given, and only where it differs', () => {
    const after = { ...terms, eventTypes: null };
    given(added)
      .when(command('ChangeWebhookEndpoint', { terms: { eventTypes: null } }))
      .thenRecorded(event('WebhookEndpointChanged', { before: terms, after }));
    given(added).when(command('ChangeWebhookEndpoint', { terms })).thenNothing();
    given(added)
      .when(command('ChangeWebhookEndpoint', { terms: {} }))
      .thenNothing();
  });

  it('are enabled, disabled, tested and asked for again', () => {
    given(added).when(command('DisableWebhookEndpoint', {})).thenRecorded(disabled('asked'));
    given(added).when(command('EnableWebhookEndpoint', {})).thenNothing();
    given(added, disabled('gone')).when(command('EnableWebhookEndpoint', {})).thenRecorded(enabled());
    given(added, disabled('gone')).when(command('DisableWebhookEndpoint', {})).thenNothing();
    given(added).when(command('RequestWebhookTest', {})).thenRecorded(event('WebhookTestRequested', { url }));
    given(added)
      .when(command('RequestWebhookRedelivery', { deliveryId: 'd1' }))
      .thenRecorded(event('WebhookRedeliveryRequested', { url, deliveryId: 'd1' }));
    for (const asked of [command('RequestWebhookTest', {}), command('RequestWebhookRedelivery', { deliveryId: 'd1' })])
      given(added, disabled('asked')).when(asked).thenRejected('WEBHOOK_ENDPOINT_DISABLED');
  });

  it('that are not there, or not any more, refuse everything', () => {
    const removed = event('WebhookEndpointRemoved', { url });
    given(added).when(command('RemoveWebhookEndpoint', {})).thenRecorded(removed);
    const all = [
      ...(['EnableWebhookEndpoint', 'DisableWebhookEndpoint', 'RemoveWebhookEndpoint'] as const),
      ...(['RequestWebhookTest', 'RotateWebhookSecret'] as const),
    ];
    for (const type of all) {
      given().when(command(type, {})).thenRejected('WEBHOOK_ENDPOINT_UNKNOWN');
      given(added, removed).when(command(type, {})).thenRejected('WEBHOOK_ENDPOINT_UNKNOWN');
    }
  });

  it('sign with the former secret for a day after a rotation', () => {
    given(added).when(command('RotateWebhookSecret', {})).thenRecorded(rotated(2));
    const fold = (...events: WebhookEndpointEvent[]) => events.reduce(webhookEndpointDecider.evolve, {}).e1;
    const twice = fold(added, rotated(2), rotated(3, HOUR));
    expect(twice && signingGenerations(twice, later(2 * HOUR))).toEqual([3, 2, 1]);
    expect(twice && signingGenerations(twice, later(DAY))).toEqual([3, 2]);
    expect(twice && signingGenerations(twice, later(DAY + HOUR))).toEqual([3]);
    const often = [rotated(2), rotated(3), rotated(4), rotated(5)];
    given(added, ...often)
      .when(command('RotateWebhookSecret', {}))
      .thenRejected('WEBHOOK_SECRETS_TOO_MANY');
    given(added, ...often)
      .when(command('RotateWebhookSecret', {}, DAY))
      .thenRecorded(rotated(6, DAY));
  });
});

it('an endpoint is told of what happens while it is enabled, also where it moves before its turn', () => {
  const fold = (...events: WebhookEndpointEvent[]) => events.reduce(webhookEndpointDecider.evolve, {}).e1;
  const moved = event('WebhookEndpointChanged', { before: terms, after: { ...terms, url: `${url}b` } }, 2 * HOUR);
  const tells = (type: string, after: number, ...more: WebhookEndpointEvent[]) => {
    const endpoint = fold(added, ...more);
    return endpoint && wants(endpoint, type, iso(after));
  };
  expect(tells('member.joined', 0)).toBe(true);
  expect(tells('member.joined', -1)).toBe(false);
  expect(tells('invoice.paid', HOUR)).toBe(false);
  expect(tells('member.joined', HOUR, moved)).toBe(true);
  expect(tells('member.joined', HOUR, disabled('asked', 2 * HOUR))).toBe(false);
  expect(tells('member.joined', HOUR, disabled('asked', 2 * HOUR), enabled(3 * HOUR))).toBe(false);
  const all = event('WebhookEndpointChanged', { before: terms, after: { ...terms, eventTypes: null } });
  expect(tells('invoice.paid', HOUR, all)).toBe(true);
});

describe('a failed attempt', () => {
  const failure = (after: number, failingSince: number, answered: number | null = 500, attempted = after) =>
    command('ReportWebhookFailure', { attemptedAt: iso(attempted), failingSince: iso(failingSince), answered }, after);

  it('disables at once where the endpoint says it is gone', () => {
    given(added)
      .when(failure(HOUR, HOUR, 410))
      .thenRecorded(disabled('gone', HOUR));
    given(added, disabled('gone'))
      .when(failure(HOUR, HOUR, 410))
      .thenNothing();
  });

  it('disables after five days of nothing else', () => {
    given(added)
      .when(failure(5 * DAY - 1, 0))
      .thenNothing();
    given(added)
      .when(failure(5 * DAY, 0, null))
      .thenRecorded(disabled('failing', 5 * DAY));
  });

  it('of before it was enabled or moved does not count', () => {
    const back = [added, disabled('failing', 5 * DAY), enabled(6 * DAY)];
    given(...back)
      .when(failure(6 * DAY + HOUR, 0))
      .thenNothing();
    given(...back)
      .when(failure(6 * DAY + HOUR, 0, 410, 5 * DAY))
      .thenNothing();
    given(...back)
      .when(failure(11 * DAY, 0))
      .thenRecorded(disabled('failing', 11 * DAY));
    const moved = event('WebhookEndpointChanged', { before: terms, after: { ...terms, url: `${url}b` } }, 4 * DAY);
    given(added, moved)
      .when(failure(5 * DAY, 0))
      .thenNothing();
  });
});

describe('the retry schedule', () => {
  const low = '6c1d8d2f-3a8c-5b55-8e1b-000000000000';
  const high = '6c1d8d2f-3a8c-5b55-8e1b-0000ffffffff';
  const pauses = (id: string) =>
    Array.from({ length: 10 }, (_, n) => nextWebhookAttempt(n + 1, id, later(0))).map(
      (time) => time && (Date.parse(time) - startedAt) / 1_000,
    );

  it('is that of Standard Webhooks, ten attempts in all', () => {
    const hours = [2, 5, 10, 14, 20, 24].map((count) => count * 3_600);
    expect(pauses(low)).toEqual([5, 300, 1_800, ...hours, undefined]);
  });

  it('adds up to a tenth, the same for the same delivery', () => {
    expect(pauses(high)[0]).toBeCloseTo(5.5, 2);
    expect(pauses(high)[8]).toBeCloseTo(26.4 * 3_600, 0);
    expect(pauses(high)).toEqual(pauses(high));
  });
});
