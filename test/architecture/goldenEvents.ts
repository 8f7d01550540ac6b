import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { createEventCodec } from '../../application/events/eventCodec.js';
import type { AnyEventDefinition } from '../../application/events/eventDefinition.js';
import type { PersonalData } from '../../application/ports/personalData.js';
import type { SourceFile } from './sourceFiles.js';

const FOLDER = 'test/golden/events/';
const storedSchema = z.object({ type: z.string(), data: z.record(z.string(), z.unknown()), metadata: z.unknown() });
type Definitions = Readonly<Record<string, AnyEventDefinition>>;

/** Every subject's key is gone: what was encrypted reads as erased, and the log must still replay. */
const erased: Pick<PersonalData, 'encrypt' | 'decrypt'> = {
  encrypt: (_subject, _context, plaintext) => Promise.resolve(plaintext),
  decrypt: () => Promise.resolve(undefined),
};

const nameOf = (type: string, version: number) => `${FOLDER}${type}.v${version}.json`;

/** Event types and versions without a stored example, and examples of what no release ever wrote. */
export function goldenFilesAmiss(definitions: Definitions, files: readonly SourceFile[]): string[] {
  const wanted = Object.entries(definitions).flatMap(([type, { version }]) =>
    Array.from({ length: version }, (_, at) => nameOf(type, at + 1)),
  );
  const found = files.map(({ path }) => path).filter((path) => path.startsWith(FOLDER));
  return [
    ...wanted.filter((path) => !found.includes(path)).map((path) => `${path} is missing`),
    ...found.filter((path) => !wanted.includes(path)).map((path) => `${path} belongs to no event type and version`),
  ];
}

const blank = (fields: readonly string[]) => Object.fromEntries(fields.map((field) => [field, null]));

/** Why the stored example in a file cannot be read as it was written; undefined when it can. */
export async function unreadable(definitions: Definitions, { path, text }: SourceFile): Promise<string | undefined> {
  const { type, data, metadata } = storedSchema.parse(JSON.parse(text));
  const { schemaVersion } = z.object({ schemaVersion: z.int() }).parse(metadata);
  if (path !== nameOf(type, schemaVersion)) return `${path} holds ${type} of version ${schemaVersion}`;
  const definition = definitions[type];
  const place = { id: '018f5e2a-0000-7000-8000-000000000001', stream: 'golden-1', revision: 0n, position: 1n };
  const stored = { ...place, type, data, metadata, recordedAt: new Date('2026-11-02T09:15:04.130Z') };
  try {
    const event = await createEventCodec(definitions, erased).decode(stored);
    if (schemaVersion !== definition?.version) return undefined;
    const clear = (fields: object) => ({ ...fields, ...blank(definition.personal?.fields ?? []) });
    return isDeepStrictEqual(clear(event.data as object), clear(data)) ? undefined : `${path} is not read as written`;
  } catch (error) {
    return `${path}: ${error instanceof Error ? error.message : String(error)}`;
  }
}
