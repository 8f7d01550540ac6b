import { randomBytes } from 'node:crypto';
import { Account, clockRunningFrom } from './account/account.js';
import { type AccountRecord, defaultSettings, type Settings } from './account/accountRecord.js';
import type { Context } from './account/context.js';
import type { WorkHandler } from './clock/dueWork.js';
import { keepTime } from './clock/keepTime.js';
import { moveTestClocks } from './clock/moveTestClocks.js';
import type { Includables } from './http/includables.js';
import { RequestLog } from './http/requestLog.js';
import type { Database } from './store/database.js';
import { keepHouse } from './store/housekeeping.js';
import type { Records } from './store/records.js';
import type { ObjectType } from './store/storedObjects.js';
import type { Subject } from './subject.js';
import { Deliverer } from './webhooks/deliverer.js';
import { deliverAgain } from './webhooks/sendEvent.js';

export type SimulatorOptions = Readonly<{
  /**
   * What a new account's clock does: follow the wall clock (the default), run from another second on, or stand at one until
   * it is moved.
   */
  clock?: 'running' | Readonly<{ runningFrom: number }> | Readonly<{ frozenAt: number }>;
  /** Ids of an account follow from it and its key. Drawn at random when not given. */
  seed?: string;
  settings?: Partial<Settings>;
  /** Key of the account whose webhooks wait until its deliverer is told to resume: who they are for does not listen yet. */
  webhooksPausedOf?: string;
  /** Told of what cannot be told to a caller, such as due work that failed. */
  onProblem?: (message: string, error: unknown) => void;
}>;

type Open = Readonly<{ account: Account; deliverer: Deliverer; close: () => Promise<void> }>;

/** Every account of this simulator and what they have in common. */
export class Simulator {
  readonly subjects: readonly Subject[];
  readonly includables: Includables;
  readonly work: Readonly<Record<string, WorkHandler>>;
  /** The account that the page and the control API mean before there is another. */
  readonly firstKey = 'sk_test_simulator';
  /** Where it listens; set once it does. */
  baseUrl = '';
  readonly #database: Database;
  readonly #options: SimulatorOptions;
  /** What accounts held when somebody wanted to come back to it; in memory. */
  readonly snapshots = new Map<string, ReturnType<Records['everything']>>();
  readonly #requests = new Map<string, RequestLog>();
  readonly #open = new Map<string, Promise<Open>>();

  constructor(database: Database, subjects: readonly Subject[], options: SimulatorOptions = {}) {
    this.subjects = subjects;
    this.includables = merged(subjects);
    this.work = Object.assign({}, ...subjects.map(({ work }) => work));
    this.#database = database;
    this.#options = options;
  }

  /** The account of a secret key, made when it is new. */
  async account(key: string): Promise<Account> {
    return (await this.#opened(key)).account;
  }

  async deliverer(key: string): Promise<Deliverer> {
    return (await this.#opened(key)).deliverer;
  }

  /** The account that has an object, such as a checkout session whose address a browser asks for. */
  async accountHolding(type: ObjectType, id: string): Promise<Account | undefined> {
    for (const key of await this.keys()) {
      const account = await this.account(key);
      if (account.records.get(type, id)) return account;
    }
    return undefined;
  }

  keys(): Promise<string[]> {
    return this.#database.keys();
  }

  /** Opens every account there is, so that what is due and undelivered goes on. */
  async resume(): Promise<void> {
    for (const key of await this.keys()) await this.#opened(key);
  }

  /** The latest calls of a key. */
  requestLog(key: string): RequestLog {
    const log = this.#requests.get(key) ?? new RequestLog();
    this.#requests.set(key, log);
    return log;
  }

  problem(message: string, error: unknown): void {
    this.#options.onProblem?.(message, error);
  }

  async stop(): Promise<void> {
    for (const open of this.#open.values()) await (await open).close();
    await this.#database.close();
  }

  #opened(key: string): Promise<Open> {
    const known = this.#open.get(key) ?? this.#openAccount(key);
    this.#open.set(key, known);
    return known;
  }

  async #openAccount(key: string): Promise<Open> {
    const account = new Account(key, await this.#database.load(key), this.#database, () => this.baseUrl);
    if (!account.records.get('sim.account', 'account')) await account.run((context) => this.begin(context, key));
    await account.run(deliverLost);
    const deliverer = new Deliverer(this, account, { paused: this.#options.webhooksPausedOf === key });
    const stopTime = keepTime(this, account);
    const stopHouse = keepHouse(this, account);
    const stopTestClocks = moveTestClocks(this, account);
    const close = async () => {
      stopTime();
      stopHouse();
      await stopTestClocks();
      await deliverer.stop();
      await account.idle();
    };
    return { account, deliverer, close };
  }

  /** Puts the record of a new account in its place. */
  begin({ store }: Context, key: string): void {
    const { clock = 'running', seed = randomBytes(16).toString('hex'), settings = {} } = this.#options;
    const record: AccountRecord = {
      id: 'account',
      seed: `${seed}|${key}`,
      counter: 0,
      clock: firstClock(clock),
      settings: { ...defaultSettings, ...settings },
    };
    store.put('sim.account', record);
  }
}

function firstClock(clock: NonNullable<SimulatorOptions['clock']>): AccountRecord['clock'] {
  if (clock === 'running') return { mode: 'running', offset: 0 };
  if ('frozenAt' in clock) return { mode: 'frozen', at: clock.frozenAt };
  return clockRunningFrom(clock.runningFrom);
}

/** Deliveries that waited on the wall clock of a process that ended are due again. */
function deliverLost(context: Context): void {
  if (context.settings.retryProfile !== 'fast') return;
  for (const { id } of context.store.where('sim.delivery', 'state', 'waiting')) deliverAgain(context, id);
}

/** The includable fields of every part; two parts may each bring fields of one type. */
function merged(subjects: readonly Subject[]): Includables {
  const all: Record<string, object> = {};
  for (const { includables = {} } of subjects) {
    for (const [type, fields] of Object.entries(includables)) all[type] = { ...all[type], ...fields };
  }
  return all as Includables;
}
