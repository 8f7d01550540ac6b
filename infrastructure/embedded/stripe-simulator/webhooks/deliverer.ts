import { setTimeout as delay } from 'node:timers/promises';
import type { Account } from '../account/account.js';
import type { Simulator } from '../simulator.js';
import { nextDelivery } from './nextDelivery.js';
import { receivers } from './receiver.js';
import { deliverAgain, sendEvent } from './sendEvent.js';
import { faultless } from './webhookMode.js';

const AFTER_FAILURE_MS = 1_000;

/** Sends an account's events to its webhook endpoints: each endpoint one after the other, in the order things happened. */
export class Deliverer {
  readonly #simulator: Simulator;
  readonly #account: Account;
  readonly #forget: () => void;
  readonly #busy = new Map<string, Promise<void>>();
  readonly #ended = new AbortController();
  #paused: boolean;
  /** Ends the waits between two attempts. */
  #waits = new AbortController();

  constructor(simulator: Simulator, account: Account, { paused = false } = {}) {
    this.#simulator = simulator;
    this.#account = account;
    this.#paused = paused;
    this.#forget = account.onCommit(() => this.wake());
    this.wake();
  }

  /** Begins no attempt until `resume`; resolves when those under way have ended. */
  async pause(): Promise<void> {
    this.#paused = true;
    this.#waits.abort();
    await Promise.all(this.#busy.values());
  }

  resume(): void {
    this.#paused = false;
    this.#waits = new AbortController();
    this.wake();
  }

  /** Resolves when nothing is left to send now; what waits for its next attempt, or is paused, is left. */
  async idle(): Promise<void> {
    await this.#account.idle();
    while (!this.#paused && this.#busy.size > 0) await Promise.all(this.#busy.values());
  }

  /** Finishes the attempts under way and begins no other. */
  async stop(): Promise<void> {
    this.#forget();
    this.#ended.abort();
    await this.pause();
  }

  /** Looks whether there is something to send. */
  wake(): void {
    for (const id of receivers(this.#account.records)) {
      if (this.#paused || this.#busy.has(id) || !this.#next(id)) continue;
      const work = this.#workOff(id)
        .catch(async (error: unknown) => {
          this.#simulator.problem('an event was not delivered', error);
          await this.#wait(AFTER_FAILURE_MS);
        })
        .finally(() => {
          this.#busy.delete(id);
          this.wake();
        });
      this.#busy.set(id, work);
    }
  }

  async #workOff(endpoint: string): Promise<void> {
    // Lets whoever committed go on first.
    await Promise.resolve();
    for (let next = this.#next(endpoint); next && !this.#paused; next = this.#next(endpoint)) {
      const { id } = next;
      const { delayMs } = this.#account.records.get('sim.webhook_mode', 'mode') ?? faultless;
      if (delayMs > 0) await this.#wait(delayMs);
      if (this.#paused) return;
      const { askedToWaitMs, againInMs } = await sendEvent(this.#simulator, this.#account, next);
      if (againInMs !== undefined) void this.#later(id, againInMs);
      if (askedToWaitMs > 0) await this.#wait(askedToWaitMs);
    }
  }

  #next(endpoint: string) {
    return nextDelivery(this.#account, endpoint);
  }

  async #later(id: string, ms: number): Promise<void> {
    await this.#wait(ms, this.#ended.signal);
    if (!this.#ended.signal.aborted) await this.#account.run((context) => deliverAgain(context, id));
  }

  async #wait(ms: number, signal = this.#waits.signal): Promise<void> {
    await delay(ms, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
