import { z } from 'zod';
import { toldEventTypes } from '../../../domain/team/activity/activityTable.js';

const id = z.string().min(1).max(100);
const instant = z.iso.datetime();

/** What the log is narrowed down by; each is data, never a pattern. */
export const activityFilters = {
  member: id.optional().meta({ description: 'Id of who did it, or of whom it is about.' }),
  actor: id.optional().meta({ description: 'Id of who did it: a member, an API key, or the system.' }),
  action: z
    .enum(toldEventTypes)
    .optional()
    .meta({ description: 'Type of what happened.', example: 'MemberRoleChanged' }),
  from: instant.optional().meta({ description: 'Only what happened at or after this instant.' }),
  to: instant.optional().meta({ description: 'Only what happened before this instant.' }),
};

const target = z.object({ kind: z.enum(['person', 'invitation', 'role', 'apiKey']), id: z.string(), name: z.string() });

export const activityEntry = z
  .object({
    id: z.string(),
    occurredAt: z.iso.datetime(),
    action: z.string().meta({ example: 'MemberRoleChanged' }),
    sentence: z.string().meta({ example: "Mia Berg changed Jo Park's role from member to admin" }),
    actor: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
    targets: z.array(target),
    changes: z.array(z.object({ what: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
    reason: z.string().nullable(),
  })
  .meta({ id: 'ActivityEntry' });
export type ToldActivity = z.output<typeof activityEntry>;
