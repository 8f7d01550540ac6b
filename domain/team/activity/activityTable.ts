import { billingSentences } from './billingSentences.js';
import { exportSentences } from './exportSentences.js';
import { identitySentences } from './identitySentences.js';
import { invoiceSentences } from './invoiceSentences.js';
import { mailSentences } from './mailSentences.js';
import { noticeSentences } from './noticeSentences.js';
import { teamSentences } from './teamSentences.js';
import type { Telling, Told } from './told.js';
import { usageSentences } from './usageSentences.js';
import { webhookSentences } from './webhookSentences.js';

/**
 * Every event type of the product, once: told to the organization it belongs to, or said to be bookkeeping, and why.
 * A new type of a known kind does not compile without its line; a new kind fails `activityTable.unit.spec.ts`.
 */
export const activityTable = {
  ...teamSentences,
  ...exportSentences,
  ...identitySentences,
  ...billingSentences,
  ...invoiceSentences,
  ...usageSentences,
  ...mailSentences,
  ...noticeSentences,
  ...webhookSentences,
} as const;

export type ActivityEventType = keyof typeof activityTable;

const tellings = activityTable as unknown as Readonly<Record<string, Telling<object>>>;

/** The event types that are told, in the order of the table. */
export const toldEventTypes = Object.keys(tellings).filter((type) => typeof tellings[type] === 'function');

/** What an event says; undefined for bookkeeping, and for types nobody knows. */
export function tell(type: string, data: object): Told | undefined {
  const telling = Object.hasOwn(tellings, type) ? tellings[type] : undefined;
  return typeof telling === 'function' ? telling(data) : undefined;
}

/** Everybody a telling names. */
export const peopleIn = ({ parts, changes }: Told): readonly string[] => {
  const all = [...parts, ...changes.flatMap(({ before, after }) => [before, after])];
  return [
    ...new Set(
      all.flatMap((part) => (part !== null && typeof part === 'object' && 'person' in part ? [part.person] : [])),
    ),
  ];
};
