import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { derivedId } from '../../application/derivedIds.js';
import { createEventCodec } from '../../application/events/eventCodec.js';
import { eventRegistry } from '../../application/events/eventRegistry.js';
import type { AnyEvent } from '../../application/events/recordedEvent.js';
import { createCommandHandling } from '../../application/handleCommand.js';
import { whenSessionStartedSeeDevice } from '../../application/identity/reactions/whenSessionStartedSeeDevice.js';
import { personOf } from '../../application/notifications/personOf.js';
import { whenIdentityEventMailPerson } from '../../application/notifications/reactions/whenIdentityEventMailPerson.js';
import { whenMailRequestedSendIt } from '../../application/notifications/reactions/whenMailRequestedSendIt.js';
import { whenTeamEventMailThem } from '../../application/notifications/reactions/whenTeamEventMailThem.js';
import { readyMail } from '../../application/notifications/readyMail.js';
import { requestMail } from '../../application/notifications/requestMail.js';
import type { StoredEvent } from '../../application/ports/eventStore.js';
import { reaction } from '../../application/reactions/reaction.js';
import { runReaction } from '../../application/reactions/runReaction.js';
import { createStreamFolds } from '../../application/streamFolds.js';
import { invitedAddressOf } from '../../application/team/invitedAddressOf.js';
import { organizationFactsOf } from '../../application/team/organizationFactsOf.js';
import { organizationNow } from '../../application/team/organizationNow.js';
import { personalDataKeys } from '../../infrastructure/crypto/personalDataKeys.js';
import { secretTokens } from '../../infrastructure/crypto/secretTokens.js';
import type { ReceivedMail } from '../../infrastructure/embedded/inbox/mailbox.js';
import { startInbox } from '../../infrastructure/embedded/inbox/startInbox.js';
import { mailAsHtml } from '../../infrastructure/mail/mailAsHtml.js';
import { smtpMailer } from '../../infrastructure/mail/smtpMailer.js';
import { migrate } from '../../infrastructure/postgres/migrations.js';
import { createPool } from '../../infrastructure/postgres/pool.js';
import { reactionLedger } from '../../infrastructure/postgres/reactionLedger.js';
import { testStack } from '../projections/runtime/support/testStack.js';
import { freshDatabase } from './freshDatabase.js';
import { until } from './until.js';

const DASHBOARD = 'https://app.northwind.example';
const masterKey = 'a master key of at least thirty-two characters';
const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

async function keyPool() {
  const connectionString = await freshDatabase();
  await migrate(connectionString);
  const pool = createPool({ connectionString, applicationName: 'test', onConnectionError: () => undefined });
  onTestFinished(() => pool.end());
  return pool;
}

/** The log, keys, reactions that mail, and a mail server of our own; all closed after the test. */
export async function openMails(clock: Readonly<{ now: () => Date }>) {
  const personalData = personalDataKeys(await keyPool(), [masterKey]);
  const codec = createEventCodec(eventRegistry, personalData);
  const stack = await testStack({ codec });
  const folder = mkdtempSync(join(tmpdir(), 'objecta-mails-'));
  const inbox = await startInbox({ folder, port: 0 });
  const mailer = smtpMailer({ url: inbox.smtpUrl, from: 'Objecta <no-reply@objecta.localhost>' });
  const ending = new AbortController();
  onTestFinished(async () => {
    ending.abort();
    await running;
    mailer.close();
    await inbox.stop();
    rmSync(folder, { recursive: true });
  });

  const handling = createCommandHandling(stack.eventStore, codec);
  const folds = createStreamFolds(stack.eventStore, codec, { now: () => new Date(Date.now()) });
  const tokens = secretTokens(personalData);
  const request = requestMail(handling.handleCommand, clock, DASHBOARD);
  const lookups = {
    personOf: personOf(folds),
    organizationFactsOf: organizationFactsOf(folds),
    invitedAddressOf: invitedAddressOf(stack.eventStore, codec),
    organizationNow: organizationNow(handling.currentState),
  };
  const reactions = [
    reaction(whenSessionStartedSeeDevice(handling.handleCommand, personalData)),
    reaction(whenIdentityEventMailPerson(lookups.personOf, request, clock)),
    reaction(whenTeamEventMailThem(lookups, request, clock)),
    reaction(
      whenMailRequestedSendIt(mailer, readyMail(tokens, mailAsHtml, DASHBOARD), handling, clock, 'objecta.localhost'),
    ),
  ];
  const dependencies = {
    feed: stack.feed,
    ledger: reactionLedger(stack.pool, stack.leases.acquire),
    eventStore: stack.eventStore,
    decode: codec.decode,
    clock,
    logger,
  };
  const running = Promise.all(reactions.map((each) => runReaction(each, dependencies, ending.signal)));

  const revisions = new Map<string, bigint>();
  /** Records facts of one command in a stream, as its owner would have. */
  async function record(stream: string, events: readonly AnyEvent[], occurredAt = clock.now().toISOString()) {
    const last = revisions.get(stream);
    const commandId = derivedId(stream, Number(last ?? -1n));
    const metadata = {
      ...{ commandId, $correlationId: commandId, $causationId: commandId, occurredAt },
      organizationId: null,
      actor: { kind: 'user' as const, id: 'tester' },
    };
    const encoded = events.map((event, n) => codec.encode(event, derivedId(commandId, n), metadata));
    await stack.eventStore.append(stream, await Promise.all(encoded), last ?? 'noStream');
    revisions.set(stream, (last ?? -1n) + BigInt(events.length));
  }

  /** Everything in the log, once it holds so many events of a type. */
  async function logWith(type: string, count: number): Promise<readonly StoredEvent[]> {
    let log: StoredEvent[] = [];
    await until(async () => {
      log = [];
      for await (const stored of stack.eventStore.readAll(undefined)) log.push(stored);
      return log.filter((stored) => stored.type === type).length >= count;
    });
    return log;
  }
  const received = async (): Promise<ReceivedMail[]> =>
    (await fetch(`${inbox.url}/api/mails`)).json() as Promise<ReceivedMail[]>;
  /** Waits for the mails to an address, oldest first. */
  async function mailsTo(address: string, count: number): Promise<ReceivedMail[]> {
    let mails: ReceivedMail[] = [];
    await until(async () => {
      mails = (await received()).filter(({ to }) => to === address).reverse();
      return mails.length >= count;
    });
    return mails;
  }
  /** Every row of every table, as text. */
  async function everyRow(): Promise<string> {
    const { rows } = await stack.pool.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    const tables = rows.map(({ name }) => stack.pool.query(`SELECT t::text FROM ${name} AS t`));
    return JSON.stringify((await Promise.all(tables)).map(({ rows: told }) => told));
  }
  return { ...stack, personalData, tokens, record, logWith, received, mailsTo, everyRow };
}
