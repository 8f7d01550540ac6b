import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { eventRegistry } from '../../application/events/eventRegistry.js';
import { exportedEvents } from '../../application/team/organizationExport/exportedEvents.js';
import { exportedReadModels } from '../../application/team/organizationExport/exportedReadModels.js';
import { keptReadModels } from '../../application/team/organizationExport/keptReadModels.js';
import { clickhouseProjectors, postgresProjectors } from '../../infrastructure/composition/modules/projections.js';

/** Columns that stay, beside the organization's own id. */
const staying: Readonly<Record<string, string>> = {
  'team.organizations': 'revision',
  'team.members': 'member_id',
  'team.domains': 'domain_id',
  'team.join_requests': 'asker_id',
  'billing.requests': 'client_secret url',
  'billing.stripe_notices': 'attention note',
  'billing.usage_counters': 'counter_id',
  'billing.usage_records': 'record_key',
};

const columnsOf = (tableSql: string): string[] =>
  [...tableSql.matchAll(/^ {2}(\w+) (?:text|uuid|bigint|integer|boolean|timestamptz|jsonb?)\b/gm)].map(
    ([, column = '']) => column,
  );

/** Decide in `application/team/organizationExport/exportedReadModels.ts` (or `kept…`) and `exportedEvents.ts`. */
describe('what leaves with an organization', () => {
  it('is decided for every read model, and for none that is not there', () => {
    const known = [
      ...postgresProjectors.map(({ name }) => name),
      ...clickhouseProjectors.flatMap(({ name, targets }) => [
        name,
        ...Object.keys(targets).map((target) => `${name.split('.')[0]}.${target}`),
      ]),
    ];
    const decided = [...Object.keys(exportedReadModels), ...Object.keys(keptReadModels)];
    expect(known.filter((name) => !decided.includes(name))).toEqual([]);
    expect(Object.keys(exportedReadModels).filter((name) => !known.includes(name))).toEqual([]);
  });

  it.each(
    postgresProjectors.filter(({ name }) => name in exportedReadModels).map((each) => [each.name, each] as const),
  )('is decided for every column of %s', (name, { tableSql }) => {
    const { columns = [] } = exportedReadModels[name] ?? {};
    const kept = (staying[name] ?? '').split(' ').filter((column) => column !== '');
    const decided = [...new Set([...columns, ...kept, 'organization_id'])].sort();
    expect(columnsOf(tableSql).sort()).toEqual(decided);
  });

  it('is decided for every type of event, and for none that is not there', () => {
    expect(Object.keys(eventRegistry).filter((type) => !exportedEvents.has(type))).toEqual([]);
    expect([...exportedEvents.keys()].filter((type) => !Object.hasOwn(eventRegistry, type))).toEqual([]);
  });

  it('has no field in an event that is named as a secret', () => {
    const leaking = [...exportedEvents].flatMap(([type, rule]) => {
      if (rule !== 'whole' && 'stays' in rule) return [];
      const schema = JSON.stringify(z.toJSONSchema(eventRegistry[type]?.data ?? z.never(), { unrepresentable: 'any' }));
      const names = [...schema.matchAll(/"(\w*(?:hash|secret|token|password|payload|recovery)\w*)":/gi)];
      const without = rule === 'whole' ? [] : rule.without;
      return names.flatMap(([, field = '']) => (without.includes(field) ? [] : [`${type}.${field}`]));
    });
    expect(leaking).toEqual([]);
  });
});
