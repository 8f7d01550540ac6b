import type { EventToAppend, StoredEvent } from '../ports/eventStore.js';
import type { PersonalData } from '../ports/personalData.js';
import type { AnyEventDefinition } from './eventDefinition.js';
import { type EventMetadata, eventMetadataSchema } from './metadata.js';
import type { AnyEvent, AnyRecordedEvent } from './recordedEvent.js';

/** A stored event that cannot be understood: it stops whoever needs it and is never skipped. */
export class PoisonEvent extends Error {
  override readonly name = 'PoisonEvent';
  constructor(
    readonly event: StoredEvent,
    why: string,
    options?: ErrorOptions,
  ) {
    super(`event ${event.type} at position ${event.position} (${event.stream}@${event.revision}): ${why}`, options);
  }
}

/** Shown in place of personal data whose subject has been erased. */
export const ERASED = '[erased]';
/** Stands in the place of personal data where an event is read without it. */
export const LEFT_OUT = '[left out]';

type Fields = Record<string, unknown>;
type Encrypted = Readonly<{ $encrypted: string; subject: string }>;

/** Between domain events and the log: checks, upcasts, encrypts and decrypts. */
export type EventCodec = ReturnType<typeof createEventCodec>;

export function createEventCodec(
  definitions: Readonly<Record<string, AnyEventDefinition>>,
  personalData: Pick<PersonalData, 'encrypt' | 'decrypt'>,
) {
  const definitionOf = (type: string): AnyEventDefinition | undefined =>
    Object.hasOwn(definitions, type) ? definitions[type] : undefined;

  async function encode(
    event: AnyEvent,
    id: string,
    metadata: Omit<EventMetadata, 'schemaVersion'>,
  ): Promise<EventToAppend> {
    const definition = definitionOf(event.type);
    if (!definition) throw new Error(`event type ${event.type} is not in the registry`);
    const data = definition.data.parse(event.data) as Fields;
    if (definition.personal) {
      const subject = definition.personal.subject(data as never);
      for (const field of definition.personal.fields) {
        const value = data[field];
        if (typeof value !== 'string') continue;
        data[field] = { $encrypted: await personalData.encrypt(subject, `${id}|${field}`, value), subject };
      }
    }
    return { id, type: event.type, data, metadata: { ...metadata, schemaVersion: definition.version } };
  }

  /** Decodes at once when nothing is encrypted, else after the keys have been asked. @throws PoisonEvent */
  function decode(stored: StoredEvent): AnyRecordedEvent | Promise<AnyRecordedEvent> {
    const definition = definitionOf(stored.type);
    if (!definition) throw new PoisonEvent(stored, 'its type is not known to this release');
    const metadata = metadataOf(stored);
    const data = upcast(stored, definition, metadata.schemaVersion);
    if (!definition.personal) return finish(stored, definition, metadata, data);
    return decryptFields(stored, definition.personal.fields, data).then((clear) =>
      finish(stored, definition, metadata, clear),
    );
  }

  /** As `decode`, with nothing personal in it: for who asks what happened and not to whom, so that no key is asked. @throws PoisonEvent */
  function outline(stored: StoredEvent): AnyRecordedEvent {
    const definition = definitionOf(stored.type);
    const fields = definition?.personal?.fields;
    if (!definition || !fields) return decode(stored) as AnyRecordedEvent;
    const metadata = metadataOf(stored);
    const data = { ...upcast(stored, definition, metadata.schemaVersion) };
    for (const field of fields) if (typeof data[field] === 'object' && data[field] !== null) data[field] = LEFT_OUT;
    return finish(stored, definition, metadata, data);
  }

  async function decryptFields(stored: StoredEvent, fields: readonly string[], data: Fields): Promise<Fields> {
    const clear = { ...data };
    for (const field of fields) {
      const value = clear[field] as Encrypted | null | undefined;
      if (value === null || typeof value !== 'object') continue;
      clear[field] = (await personalData.decrypt(value.subject, `${stored.id}|${field}`, value.$encrypted)) ?? ERASED;
    }
    return clear;
  }

  return { encode, decode, outline, knownTypes: Object.keys(definitions) };
}

function metadataOf(stored: StoredEvent): EventMetadata {
  const metadata = eventMetadataSchema.safeParse(stored.metadata);
  if (!metadata.success) throw new PoisonEvent(stored, 'its metadata is not ours', { cause: metadata.error });
  return metadata.data;
}

function upcast(stored: StoredEvent, definition: AnyEventDefinition, from: number): Fields {
  if (from > definition.version) {
    throw new PoisonEvent(
      stored,
      `its schema version ${from} is newer than this release knows (${definition.version})`,
    );
  }
  let data = stored.data;
  for (let version = from; version < definition.version; version++) {
    const next = definition.upcasters?.[version];
    if (!next) throw new PoisonEvent(stored, `there is no upcaster from schema version ${version}`);
    data = next(data);
  }
  if (data === null || typeof data !== 'object' || Array.isArray(data))
    throw new PoisonEvent(stored, 'its data is not a JSON object');
  return data as Fields;
}

function finish(
  stored: StoredEvent,
  definition: AnyEventDefinition,
  metadata: EventMetadata,
  data: Fields,
): AnyRecordedEvent {
  const parsed = definition.data.safeParse(data);
  if (!parsed.success)
    throw new PoisonEvent(stored, 'its data does not have the shape of its type', { cause: parsed.error });
  const { id, type, stream, revision, position, recordedAt } = stored;
  return { id, type, stream, revision, position, recordedAt, data: parsed.data as object, metadata };
}
