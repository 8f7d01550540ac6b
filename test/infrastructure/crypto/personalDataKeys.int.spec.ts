import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personalDataKeys } from '../../../infrastructure/crypto/personalDataKeys.js';
import { createPool } from '../../../infrastructure/postgres/pool.js';
import { migratedDatabase } from '../../support/freshDatabase.js';

const masterKey = 'a master key of at least thirty-two characters';
let pool: ReturnType<typeof createPool>;

beforeAll(async () => {
  const connectionString = await migratedDatabase();
  const onConnectionError = (error: Error) => {
    throw error;
  };
  pool = createPool({ connectionString, applicationName: 'test', onConnectionError });
});
afterAll(() => pool.end());

describe('personal data', () => {
  it('can be read by whoever has the master key, and looks different each time', async () => {
    const keys = personalDataKeys(pool, [masterKey]);
    const [one, two] = [await keys.encrypt('mia', 'e1|name', 'Mia'), await keys.encrypt('mia', 'e1|name', 'Mia')];
    expect(one).not.toBe(two);
    expect(await personalDataKeys(pool, [masterKey]).decrypt('mia', 'e1|name', one)).toBe('Mia');
  });

  it('is one key a subject, also when many ask for it first at once', async () => {
    const both = [personalDataKeys(pool, [masterKey]), personalDataKeys(pool, [masterKey])];
    const sealed = await Promise.all(
      Array.from({ length: 20 }, (_, n) => both[n % 2]?.encrypt('jo', `e${n}|name`, `Jo ${n}`)),
    );
    const reader = personalDataKeys(pool, [masterKey]);
    for (const [n, text] of sealed.entries())
      expect(await reader.decrypt('jo', `e${n}|name`, String(text))).toBe(`Jo ${n}`);
  });

  it('cannot be moved to another place or subject', async () => {
    const keys = personalDataKeys(pool, [masterKey]);
    const sealed = await keys.encrypt('ann', 'e1|name', 'Ann');
    await keys.encrypt('bob', 'e2|name', 'Bob');
    await expect(keys.decrypt('ann', 'e2|name', sealed)).rejects.toThrow();
    await expect(keys.decrypt('bob', 'e1|name', sealed)).rejects.toThrow();
  });

  it('is gone once the subject is erased, and what comes later stays unreadable', async () => {
    const keys = personalDataKeys(pool, [masterKey]);
    const sealed = await keys.encrypt('sam', 'e1|name', 'Sam');
    await keys.erase('sam');
    expect(await keys.decrypt('sam', 'e1|name', sealed)).toBeUndefined();
    const later = await keys.encrypt('sam', 'e2|name', 'Sam again');
    expect(await keys.decrypt('sam', 'e2|name', later)).toBeUndefined();
    const { rows } = await pool.query(`SELECT wrapped_key FROM personal_data.subject_keys WHERE subject = 'sam'`);
    expect(rows).toEqual([{ wrapped_key: null }]);
  });

  it('digests the same text the same way under one subject only, also after a new master key', async () => {
    const rolled = personalDataKeys(pool, ['another master key of thirty-two characters', masterKey]);
    const digest = await personalDataKeys(pool, [masterKey]).digest('addresses', 'mia@northwind.example');
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(await rolled.digest('addresses', 'mia@northwind.example')).toBe(digest);
    expect(await rolled.digest('addresses', 'jo@northwind.example')).not.toBe(digest);
    expect(await rolled.digest('tokens', 'mia@northwind.example')).not.toBe(digest);
  });

  it('survives a new master key while the old one is still named', async () => {
    const sealed = await personalDataKeys(pool, [masterKey]).encrypt('kim', 'e1|name', 'Kim');
    const rolled = personalDataKeys(pool, ['another master key of thirty-two characters', masterKey]);
    expect(await rolled.decrypt('kim', 'e1|name', sealed)).toBe('Kim');
    const without = personalDataKeys(pool, ['another master key of thirty-two characters']);
    await expect(without.decrypt('kim', 'e1|name', sealed)).rejects.toThrow('another PERSONAL_DATA_KEY');
  });

  it('says so when a key is missing, instead of calling it erased', async () => {
    await expect(personalDataKeys(pool, [masterKey]).decrypt('nobody', 'e1|name', 'AAAA')).rejects.toThrow(
      'is missing',
    );
  });
});
