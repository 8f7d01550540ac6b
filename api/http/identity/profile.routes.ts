import { z } from 'zod';
import type { ChangeProfile } from '../../../application/identity/changeProfile.js';
import { refused } from '../problem.js';
import { type Route, route } from '../route.js';
import { personName } from './identity.schemas.js';
import { askedByUser } from './identityRequest.js';

const timeZones: ReadonlySet<string> = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC']);

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
const invalid = (message: string) => ({ message, params: { code: 'invalid_value' } });

const locale = z
  .string()
  .max(35)
  .refine(isLocale, invalid('is not a language tag (BCP 47)'))
  .transform((tag) => Intl.getCanonicalLocales(tag)[0] ?? tag)
  .meta({ description: 'A language tag (BCP 47).', example: 'de-CH' });
const timeZone = z
  .string()
  .max(64)
  .refine((name) => timeZones.has(name), invalid('is not a time zone of the IANA database'))
  .meta({ description: 'A name of the IANA time zone database.', example: 'Europe/Zurich' });

/** What a person says of itself. */
export const profileRoutes = (changeProfile: ChangeProfile): readonly Route[] => [
  route({
    method: 'PATCH',
    path: '/api/v1/me',
    operationId: 'changeProfile',
    summary: 'Change your name, language or time zone',
    description: 'What is absent stays as it is.',
    tag: 'Identity',
    permission: 'signedIn',
    kind: 'command',
    openWhenRestricted: true,
    body: z.strictObject({
      name: personName.optional(),
      locale: locale.optional(),
      timeZone: timeZone.optional(),
    }),
    answers: { 200: z.object({ userId: z.string(), revision: z.string() }) },
    refusals: ['not_found', 'REVISION_MISMATCH', 'STREAM_BUSY'],
    handle: async (request) => {
      const { userId } = request.caller;
      const { expectedRevision } = request;
      const options = expectedRevision === undefined ? {} : { expectedRevision };
      const changed = await changeProfile({ userId, ...request.body }, askedByUser(request, userId), options);
      if (changed.accepted) {
        const { position, revision } = changed;
        return { status: 200, body: { userId, revision: String(revision) }, position, revision };
      }
      const { rejection } = changed;
      return rejection === 'REVISION_MISMATCH' || rejection === 'STREAM_BUSY'
        ? refused(rejection)
        : refused('not_found');
    },
  }),
];
