import type { Context } from '../account/context.js';
import { charactersOf } from '../account/ids.js';

/** What goes wrong with webhooks on purpose (stripe.md 5.10). Numbers count down with each delivery or event they were used for. */
export type WebhookMode = Readonly<{
  id: 'mode';
  /** The types meant; all when empty. */
  types: readonly string[];
  /** Nothing is sent until it is released. */
  hold: boolean;
  /** Deliveries that are lost: not sent, and not tried again. */
  drop: number;
  /** Deliveries that are sent twice. */
  duplicate: number;
  /** How many that wait are shuffled; 0 and 1 keep the order. */
  window: number;
  /** The shuffle follows from it. */
  seed: string;
  drawn: number;
  delayMs: number;
  corruptSignature: number;
  staleTimestamp: number;
  wrongVersion: number;
  /** Changes that are told by two events of two ids. */
  splitEvent: number;
}>;

export const faultless: WebhookMode = {
  id: 'mode',
  types: [],
  hold: false,
  drop: 0,
  duplicate: 0,
  window: 0,
  seed: '',
  drawn: 0,
  delayMs: 0,
  corruptSignature: 0,
  staleTimestamp: 0,
  wrongVersion: 0,
  splitEvent: 0,
};

type Countable = 'drop' | 'duplicate' | 'corruptSignature' | 'staleTimestamp' | 'wrongVersion' | 'splitEvent';

export const isMeant = ({ types }: WebhookMode, type: string): boolean => types.length === 0 || types.includes(type);

/** Whether a fault is to happen now to a type; counts it. */
export function takeFault({ store }: Context, fault: Countable, type: string): boolean {
  const mode = store.get('sim.webhook_mode', 'mode');
  if (!mode || mode[fault] <= 0 || !isMeant(mode, type)) return false;
  store.put('sim.webhook_mode', { ...mode, [fault]: mode[fault] - 1 });
  return true;
}

/** Which of so many that wait is next: the first, or one that the seed draws from the window. */
export function drawn({ seed, window, drawn: count }: WebhookMode, waiting: number): number {
  if (window <= 1) return 0;
  const draw = charactersOf(`${seed}|${count}`, 6);
  return [...draw].reduce((sum, letter) => sum * 62 + letter.charCodeAt(0), 0) % Math.min(window, waiting);
}
