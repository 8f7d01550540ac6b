import { z } from 'zod';
import { canonicalEmail, domainOfEmail } from '../../../domain/emailAddress.js';
import { instant, revision, roleName } from './member.schemas.js';

/** Any name can stand before the @: what counts is what follows it. */
const canonicalDomain = (written: string): string | undefined => {
  const address = canonicalEmail(`name@${written.trim()}`);
  return address === undefined ? undefined : domainOfEmail(address);
};

const domainName = z
  .string()
  .max(253)
  .transform((written, context) => {
    const domain = canonicalDomain(written);
    if (domain !== undefined) return domain;
    context.addIssue({
      code: 'custom',
      message: 'must be a domain such as example.com',
      params: { code: 'invalid_domain' },
    });
    return z.NEVER;
  })
  .meta({ example: 'example.com' });

const policy = z.enum(['closed', 'request', 'join']).meta({
  description: 'What people with a verified address of the domain may do: nothing, ask to join, or join at once.',
});

export const domainParams = z.object({ domain: domainName });
export const addDomainBody = z.strictObject({ domain: domainName });
export const policyBody = z.strictObject({ policy, role: roleName.default('member') });

const record = z.object({
  type: z.literal('TXT'),
  name: z.string().meta({ example: '_objecta-challenge.example.com' }),
  value: z.string().meta({ example: 'objecta-verification=7f3a…' }),
});
export const domainAnswer = z
  .object({
    domain: z.string(),
    record: record.meta({ description: 'Add it to the DNS of the domain to prove that it is yours.' }),
    verifiedAt: instant.nullable(),
    policy,
    role: z.string().meta({ description: 'What people who join at once become.' }),
    addedAt: instant,
  })
  .meta({ id: 'Domain' });
export const domainList = z.object({ data: z.array(domainAnswer) });
export const domainAdded = z.object({ domain: z.string(), record, revision });
export const domainChanged = z.object({ domain: z.string(), revision });

/** The TXT record that proves a domain. */
export const recordOf = (domain: string, challenge: string) =>
  ({ type: 'TXT', name: `_objecta-challenge.${domain}`, value: challenge }) as const;

export const joinRequestAnswer = z
  .object({
    requestId: z.string(),
    userId: z.string(),
    name: z.string(),
    email: z.string(),
    domain: z.string(),
    askedAt: instant,
  })
  .meta({ id: 'JoinRequest' });
export const joinRequestPlace = z.object({ askedAt: z.string(), requestId: z.string() });
export const joinRequestList = z.object({ data: z.array(joinRequestAnswer), nextCursor: z.string().nullable() });
export const joinRequestParams = z.object({ requestId: z.uuid() });
export const approveBody = z.strictObject({ role: roleName });
export const joinRequestChanged = z.object({ requestId: z.string(), revision });

export const joinableAnswer = z.object({
  organization: z
    .object({
      organizationId: z.string(),
      name: z.string(),
      domain: z.string(),
      policy: z.enum(['request', 'join']),
      asked: z.boolean().meta({ description: 'You have asked already, and nobody has answered yet.' }),
    })
    .nullable(),
});
export const joinOutcome = z.object({ organizationId: z.string(), outcome: z.enum(['joined', 'requested']), revision });
