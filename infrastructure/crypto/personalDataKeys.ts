import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Pool } from 'pg';
import type { PersonalData } from '../../application/ports/personalData.js';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A key erased elsewhere is unknown here at the latest after this time. */
const KEPT_MS = 30_000;

/**
 * Personal data under one AES-256-GCM key for each subject; the keys lie in PostgreSQL wrapped by the master key,
 * apart from the event log. Deleting a key makes all that was written under it unreadable, in backups of the log too.
 * @param masterKeys secrets of at least 32 characters; the first wraps new keys, the others still unwrap old ones
 */
export function personalDataKeys(pool: Pool, masterKeys: readonly string[]): PersonalData {
  const wrapping = masterKeys.map((key) => createHash('sha256').update(key).digest());
  const [current] = wrapping;
  if (!current) throw new Error('PERSONAL_DATA_KEY is needed to keep personal data.');
  const known = new LRUCache<string, Buffer>({ max: 50_000, ttl: KEPT_MS });

  async function storedKey(subject: string): Promise<Buffer | 'erased' | undefined> {
    const { rows } = await pool.query<{ wrapped_key: Buffer | null }>({
      name: 'subject-key',
      text: 'SELECT wrapped_key FROM personal_data.subject_keys WHERE subject = $1',
      values: [subject],
    });
    const [row] = rows;
    if (!row) return undefined;
    return row.wrapped_key ? unwrap(wrapping, subject, row.wrapped_key) : 'erased';
  }

  async function keyOf(subject: string): Promise<Buffer | 'erased' | undefined> {
    const kept = known.get(subject);
    if (kept) return kept;
    const key = await storedKey(subject);
    if (Buffer.isBuffer(key)) known.set(subject, key);
    return key;
  }

  async function keyToWrite(subject: string): Promise<Buffer> {
    const key = (await keyOf(subject)) ?? (await makeKey(subject));
    // Whoever has been erased gets no new key: what still arrives is written under one that nobody keeps.
    return key === 'erased' ? randomBytes(32) : key;
  }

  async function makeKey(subject: string): Promise<Buffer | 'erased'> {
    const wrapped = seal(current as Buffer, subject, randomBytes(32));
    await pool.query(
      'INSERT INTO personal_data.subject_keys (subject, wrapped_key) VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [subject, wrapped],
    );
    return (await keyOf(subject)) ?? 'erased';
  }

  return {
    async encrypt(subject, context, plaintext) {
      return seal(await keyToWrite(subject), context, Buffer.from(plaintext, 'utf8')).toString('base64');
    },
    async decrypt(subject, context, ciphertext) {
      const key = await keyOf(subject);
      if (key === 'erased') return undefined;
      if (!key) throw new Error(`the key of ${subject} is missing: restore the key table before reading the log`);
      return open(key, context, Buffer.from(ciphertext, 'base64')).toString('utf8');
    },
    async digest(subject, text) {
      return createHmac('sha256', await keyToWrite(subject))
        .update(text, 'utf8')
        .digest('hex');
    },
    async erase(subject) {
      await pool.query(
        `INSERT INTO personal_data.subject_keys (subject, erased_at) VALUES ($1, now())
         ON CONFLICT (subject) DO UPDATE SET wrapped_key = NULL, erased_at = coalesce(personal_data.subject_keys.erased_at, now())`,
        [subject],
      );
      known.delete(subject);
    },
  };
}

/** nonce | tag | ciphertext; the context is authenticated, so a ciphertext cannot be moved elsewhere. */
function seal(key: Buffer, context: string, plaintext: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

function open(key: Buffer, context: string, sealed: Buffer): Buffer {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const tag = sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(context)).setAuthTag(tag);
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
}

/** @throws when no master key in force wrapped it */
function unwrap(wrapping: readonly Buffer[], subject: string, wrapped: Buffer): Buffer {
  for (const key of wrapping) {
    try {
      return open(key, subject, wrapped);
    } catch (error) {
      if (key === wrapping.at(-1))
        throw new Error(`the key of ${subject} was wrapped by another PERSONAL_DATA_KEY`, { cause: error });
    }
  }
  throw new Error('no master key');
}
