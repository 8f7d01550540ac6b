import type { SourceRule } from '../sourceFiles.js';

/** The read models whose rows belong to no organization and to no person, so that everybody may read them. No other may. */
const READABLE_BY_ALL = new Set(['projections/billing/plans/plans.projector.ts']);

/**
 * A read model whose table says whose its rows are must not be declared readable by everybody, and one that does not say it
 * must be declared so and stand on the list: the runtime leaves only such tables without row-level security.
 */
export const rowsHaveOwners: SourceRule = (files) => {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  return files
    .filter(({ path }) => /^projections\/.+\.projector\.ts$/.test(path))
    .filter(({ text }) => /\bpostgresProjector</.test(text))
    .flatMap(({ path, text }) => {
      const table = texts.get(path.replace('.projector.ts', '.table.sql')) ?? '';
      const owned = /^\s*(organization_id|user_id) /m.test(table);
      const declared = /^\s*shared: '.+',$/m.test(text);
      if (owned) return declared ? [`${path}:1 is declared shared, but its rows have owners`] : [];
      return declared && READABLE_BY_ALL.has(path) ? [] : [`${path}:1 has neither organization_id nor user_id`];
    });
};
