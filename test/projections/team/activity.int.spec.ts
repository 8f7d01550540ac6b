import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { derivedId } from '../../../application/derivedIds.js';
import { createEventCodec } from '../../../application/events/eventCodec.js';
import { eventRegistry } from '../../../application/events/eventRegistry.js';
import type { AnyEvent } from '../../../application/events/recordedEvent.js';
import { createCommandHandling } from '../../../application/handleCommand.js';
import { personOf } from '../../../application/notifications/personOf.js';
import { createStreamFolds } from '../../../application/streamFolds.js';
import { invitedAddressOf } from '../../../application/team/invitedAddressOf.js';
import { namesOf } from '../../../application/team/namesOf.js';
import { organizationFactsOf } from '../../../application/team/organizationFactsOf.js';
import { tellActivity } from '../../../application/team/tellActivity.js';
import type { Command } from '../../../domain/command.js';
import { accept, type Decider } from '../../../domain/decider.js';
import { userStream } from '../../../domain/identity/streams.js';
import { invitationSubject } from '../../../domain/team/organization/invitation.events.js';
import { organizationStream } from '../../../domain/team/streams.js';
import { personalDataKeys } from '../../../infrastructure/crypto/personalDataKeys.js';
import { createPool } from '../../../infrastructure/postgres/pool.js';
import { scopedQueries } from '../../../infrastructure/postgres/scopedQueries.js';
import { activityProjector } from '../../../projections/team/activity/activity.projector.js';
import { type ActivityFilter, activityOf } from '../../../projections/team/activity/activity.query.js';
import { migratedDatabase } from '../../support/freshDatabase.js';
import { testStack } from '../runtime/support/testStack.js';

const now = new Date('2026-11-24T09:00:00.000Z');
const org = '019385f0-0000-7000-8000-000000000002';
const other = '019385f0-0000-7000-8000-000000000009';
const people = { mia: '019385f0-0000-7000-8000-000000000001', jo: '019385f0-0000-7000-8000-000000000004' };
const invitationId = '019385f0-0000-7000-8000-000000000003';

type Record = Command<'Record', AnyEvent>;
/** Records whatever it is told to: one command, one event. */
const recorder: Decider<null, Record, AnyEvent, never> = {
  initialState: null,
  evolve: () => null,
  decide: ({ data }) => accept(data),
};

const registered = (userId: string, name: string): AnyEvent => ({
  type: 'UserRegistered',
  data: { userId, name, email: `${name}@northwind.example`, passwordHash: null, emailVerified: true },
});
const ofMember = (organizationId: string, type: string, data: object): AnyEvent => ({
  type,
  data: { organizationId, by: people.mia, ...data },
});

/** The log with its keys, the activity log over it, and how it reads. */
async function openActivity() {
  const connectionString = await migratedDatabase();
  const keyPool = createPool({ connectionString, applicationName: 'test', onConnectionError: () => undefined });
  onTestFinished(() => keyPool.end());
  const personalData = personalDataKeys(keyPool, ['a master key of at least thirty-two characters']);
  const codec = createEventCodec(eventRegistry, personalData);
  const stack = await testStack({ codec });
  stack.run(activityProjector);
  const db = scopedQueries(stack.pool).shared;
  const { handleCommand } = createCommandHandling(stack.eventStore, codec);
  let commands = 0;

  async function record(stream: string, event: AnyEvent, organizationId: string | null, actorId = people.mia) {
    const commandId = derivedId('activity', commands++);
    const handled = await handleCommand(
      stream,
      recorder,
      { type: 'Record', data: event, now },
      {
        ...{ commandId, correlationId: commandId, causationId: commandId, organizationId },
        actor: { kind: 'user', id: actorId },
      },
    );
    if (!handled.accepted) throw new Error(handled.rejection);
    return handled.position;
  }
  async function read(organizationId: string, after: bigint, filter: ActivityFilter = {}) {
    await stack.progress.waitFor('team.activity', after, 20_000);
    return activityOf(db, organizationId, filter, { limit: 200 });
  }
  /** Sentences, oldest first, named by a process that has just started. */
  async function sentences(organizationId: string, after: bigint, filter?: ActivityFilter) {
    const fresh = createEventCodec(
      eventRegistry,
      personalDataKeys(keyPool, ['a master key of at least thirty-two characters']),
    );
    const folds = createStreamFolds(stack.eventStore, fresh, { now: () => new Date(Date.now()) });
    const nameOf = namesOf({
      personOf: personOf(folds),
      organizationFactsOf: organizationFactsOf(folds),
      invitedAddressOf: invitedAddressOf(stack.eventStore, fresh),
    })(organizationId);
    const told = (await read(organizationId, after, filter)).map((entry) => tellActivity(entry, nameOf));
    return (await Promise.all(told)).map(({ sentence }) => sentence).reverse();
  }
  return { ...stack, personalData, record, read, sentences };
}

const organizations = fc.constantFrom(org, other);
const events = fc.oneof(
  fc.record({ of: organizations, type: fc.constantFrom('MemberSuspended', 'MemberReactivated', 'MemberRemoved') }),
  fc.record({ of: organizations, type: fc.constant('MemberRoleChanged') }),
  fc.record({ of: organizations, type: fc.constant('DomainRemoved') }),
);

it('has one entry for each command, in the order of the log, each in its own organization', async () => {
  const activity = await openActivity();
  const [history = []] = fc.sample(fc.array(events, { minLength: 150, maxLength: 150 }), { numRuns: 1, seed: 4 });
  let last = 0n;
  for (const { of, type } of history) {
    const data = { userId: people.jo, from: 'member', to: 'admin', domain: 'northwind.example' };
    last = await activity.record(organizationStream(of), ofMember(of, type, data), of);
  }
  for (const of of [org, other]) {
    const entries = await activity.read(of, last);
    expect(entries.map(({ action }) => action).reverse()).toEqual(
      history.filter((each) => each.of === of).map(({ type }) => type),
    );
    const positions = entries.map(({ position }) => position);
    expect(positions).toEqual(positions.toSorted((one, another) => (one < another ? 1 : -1)));
  }
});

it('says who did what to whom, by names that no table holds, and [erased] once a person is erased', async () => {
  const activity = await openActivity();
  const { mia, jo } = people;
  const stream = organizationStream(org);
  await activity.record(userStream(mia), registered(mia, 'Mia'), null);
  await activity.record(userStream(jo), registered(jo, 'Jo'), null);
  await activity.record(stream, { type: 'OrganizationCreated', data: { organizationId: org, name: 'Northwind' } }, org);
  const invited = { invitationId, email: 'Jo@northwind.example', role: 'member', generation: 1, tokenHash: 'h' };
  await activity.record(stream, ofMember(org, 'MemberInvited', { ...invited, expiresAt: now.toISOString() }), org);
  const session = { sessionId: 's', userId: jo, organizationId: org, method: 'password', ip: '203.0.113.7' };
  const started = { type: 'SessionStarted', data: { ...session, userAgent: 'x', expiresAt: now.toISOString() } };
  await activity.record('session-s', started, org, jo);
  await activity.record(
    'session-s',
    { type: 'SessionRefreshed', data: { sessionId: 's', userId: jo, generation: 2, expiresAt: now.toISOString() } },
    org,
    jo,
  );
  const changed = ofMember(org, 'MemberRoleChanged', { userId: jo, from: 'member', to: 'admin' });
  const position = await activity.record(stream, changed, org);
  expect(await activity.sentences(org, position)).toEqual([
    'Mia created the organization Northwind',
    'Mia invited Jo@northwind.example with the role member',
    'Jo signed in with a password',
    "Mia changed Jo's role from member to admin",
  ]);
  expect(await activity.sentences(org, position, { actor: jo })).toEqual(['Jo signed in with a password']);
  expect(await activity.sentences(org, position, { member: jo })).toHaveLength(2);
  expect(await activity.sentences(org, position, { action: 'MemberInvited' })).toHaveLength(1);
  expect(await activity.sentences(org, position, { to: now.toISOString() })).toEqual([]);
  expect(await activity.sentences(org, position, { member: "' OR 1=1--" })).toEqual([]);

  await activity.personalData.erase(jo);
  await activity.personalData.erase(invitationSubject(invitationId));
  const after = await activity.record(
    userStream(jo),
    { type: 'PersonErased', data: { userId: jo, requestedBy: jo } },
    null,
    jo,
  );
  expect(await activity.sentences(org, after)).toEqual([
    'Mia created the organization Northwind',
    'Mia invited [erased] with the role member',
    '[erased] signed in with a password',
    "Mia changed [erased]'s role from member to admin",
  ]);
  const { rows } = await activity.pool.query<{ text: string }>('SELECT a::text AS text FROM team.activity AS a');
  expect(rows.map(({ text }) => text).join()).not.toMatch(/Mia|\bJo\b|northwind\.example/i);
});
