import { apiKey, type Part, person, type Told } from '../../domain/team/activity/told.js';
import type { NameOf } from './namesOf.js';

/** An entry of the activity log as it is kept: who is meant stands there by id. */
export type KeptEntry = Readonly<{
  actorKind: string;
  actorId: string;
  impersonatedBy: string | null;
  told: Told;
}>;

/** The same for people to read. */
export type ToldEntry = Readonly<{
  sentence: string;
  actor: Readonly<{ kind: string; id: string; name: string }>;
  /** Whom it is about, in the order of the sentence. */
  targets: readonly Readonly<{ kind: 'person' | 'invitation' | 'role' | 'apiKey'; id: string; name: string }>[];
  changes: readonly Readonly<{ what: string; before: string | null; after: string | null }>[];
}>;

const platform: Readonly<Record<string, string>> = { system: 'Objecta', stripe: 'Stripe', admin: 'Objecta support' };

function actorOf({ actorKind, actorId }: KeptEntry): Part {
  if (actorKind === 'user') return person(actorId);
  return actorKind === 'apiKey' ? apiKey(actorId) : (platform[actorKind] ?? actorKind);
}

const isKind = (kind: string): kind is ToldEntry['targets'][number]['kind'] =>
  ['person', 'invitation', 'role', 'apiKey'].includes(kind);

async function targetsOf({ parts }: Told, nameOf: NameOf): Promise<ToldEntry['targets']> {
  const named = parts.map(async (part) => {
    const [kind = '', id = ''] = typeof part === 'string' ? [] : (Object.entries(part)[0] ?? []);
    return isKind(kind) ? [{ kind, id, name: await nameOf(part) }] : [];
  });
  return (await Promise.all(named)).flat();
}

/** Puts the names into an entry: "Mia changed Jo's role from member to admin". */
export async function tellActivity(entry: KeptEntry, nameOf: NameOf): Promise<ToldEntry> {
  const { told, actorKind: kind, actorId: id, impersonatedBy } = entry;
  const name = await nameOf(actorOf(entry));
  const words = (await Promise.all(told.parts.map(nameOf))).join('');
  const said = told.says === 'whoDidIt' ? `${name} ${words}` : words;
  const sentence = impersonatedBy === null ? said : `${said} (support acting as ${name})`;
  const changes = await Promise.all(
    told.changes.map(async ({ what, before, after }) => ({
      what,
      before: before === null ? null : await nameOf(before),
      after: after === null ? null : await nameOf(after),
    })),
  );
  return { sentence, actor: { kind, id, name }, targets: await targetsOf(told, nameOf), changes };
}
