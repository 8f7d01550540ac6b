import type { Part } from '../../domain/team/activity/told.js';
import type { PersonOf } from '../notifications/personOf.js';
import type { InvitedAddressOf } from './invitedAddressOf.js';
import type { OrganizationFactsOf } from './organizationFactsOf.js';

/** What a piece of a sentence is called. */
export type NameOf = (part: Part) => Promise<string>;

export type NameLookups = Readonly<{
  personOf: PersonOf;
  organizationFactsOf: OrganizationFactsOf;
  invitedAddressOf: InvitedAddressOf;
}>;

/**
 * Names as they are now, `[erased]` for the erased: taken from the log when they are asked for, each once for one answer,
 * and kept in no read model.
 */
export type NamesOf = (organizationId: string) => NameOf;

export const namesOf =
  ({ personOf, organizationFactsOf, invitedAddressOf }: NameLookups): NamesOf =>
  (organizationId) => {
    const facts = organizationFactsOf(organizationId);
    const asked = new Map<string, Promise<string>>();

    async function find(part: Exclude<Part, string>): Promise<string> {
      const known = await facts;
      if ('role' in part) return known.roleNames.get(part.role) ?? part.role;
      if ('apiKey' in part) return `API key “${known.apiKeys.get(part.apiKey)?.name ?? part.apiKey}”`;
      if ('invitation' in part) {
        const invited = await invitedAddressOf(organizationId, known, part.invitation);
        return invited?.email ?? 'somebody';
      }
      const person = await personOf(part.person);
      if (person?.erased) return person.name;
      // What somebody calls themselves after having left is not for those they left.
      return known.memberNames.get(part.person) ?? person?.name ?? `Somebody (${part.person})`;
    }

    return (part) => {
      if (typeof part === 'string') return Promise.resolve(part);
      const key = JSON.stringify(part);
      const name = asked.get(key) ?? find(part);
      asked.set(key, name);
      return name;
    };
  };
