/** A piece of a sentence; people, invitations, roles and keys are named when it is read, so that no name is kept in it. */
export type Part =
  | string
  | Readonly<{ person: string }>
  /** Shown as the address it is for. */
  | Readonly<{ invitation: string }>
  /** A built-in role's name or a custom role's id. */
  | Readonly<{ role: string }>
  | Readonly<{ apiKey: string }>;

/** One thing that was different before. */
export type Change = Readonly<{ what: string; before: Part | null; after: Part | null }>;

/** What an event says to people. */
export type Told = Readonly<{
  /** Whether the sentence begins with who did it, or says by itself what happened. */
  says: 'whoDidIt' | 'whatHappened';
  parts: readonly Part[];
  changes: readonly Change[];
}>;

/** An event type that is told, or the reason why it is not. */
export type Telling<Data> = ((data: Data) => Told) | Readonly<{ bookkeeping: string }>;

export const person = (userId: string): Part => ({ person: userId });
export const invitation = (invitationId: string): Part => ({ invitation: invitationId });
export const role = (id: string): Part => ({ role: id });
export const apiKey = (keyId: string): Part => ({ apiKey: keyId });

const partsOf = (texts: TemplateStringsArray, parts: readonly Part[]): readonly Part[] =>
  texts.flatMap((text, at): Part[] => [text, parts[at] ?? '']).filter((part) => part !== '');

/** A sentence that begins with who did it: does`invited ${invitation(id)}`. */
export const does = (texts: TemplateStringsArray, ...parts: readonly Part[]): Told => ({
  says: 'whoDidIt',
  parts: partsOf(texts, parts),
  changes: [],
});

/** A sentence in which who did it has no part: happened`Invoice ${number} was paid`. */
export const happened = (texts: TemplateStringsArray, ...parts: readonly Part[]): Told => ({
  says: 'whatHappened',
  parts: partsOf(texts, parts),
  changes: [],
});

/** The same with what was different before. */
export const changing = (told: Told, ...changes: readonly Change[]): Told => ({ ...told, changes });
export const change = (what: string, before: Part | null, after: Part | null): Change => ({ what, before, after });

/** For an event type that people are not told of. */
export const bookkeeping = (reason: string): Readonly<{ bookkeeping: string }> => ({ bookkeeping: reason });
