import type { SessionStarted } from '../../../domain/identity/session/session.events.js';
import { deviceOf, wideNetworkOf } from '../../../domain/identity/signInDevices/deviceOf.js';
import { signInDevicesDecider } from '../../../domain/identity/signInDevices/signInDevices.decider.js';
import { signInDevicesStream } from '../../../domain/identity/streams.js';
import { derivedId } from '../../derivedIds.js';
import { ERASED } from '../../events/eventCodec.js';
import type { HandleCommand } from '../../handleCommand.js';
import type { PersonalData } from '../../ports/personalData.js';
import type { Reaction } from '../../reactions/reaction.js';

const NAME = 'identity.seeDevice';

/** Remembers the browsers and networks of each person, so that a sign-in from elsewhere can be told of. */
export const whenSessionStartedSeeDevice = (
  handleCommand: HandleCommand,
  personalData: Pick<PersonalData, 'digest'>,
): Reaction<SessionStarted> => ({
  name: NAME,
  eventType: 'SessionStarted',
  lane: ({ data }) => data.userId,

  async react({ id, data, metadata }) {
    const { userId, sessionId, method, ip, userAgent } = data;
    if (method === 'impersonation' || ip === ERASED) return;
    const device = deviceOf(userAgent);
    const browserDigest = await personalData.digest(userId, `browser:${device}`);
    const networkDigest = await personalData.digest(userId, `network:${wideNetworkOf(ip)}`);
    await handleCommand(
      signInDevicesStream(userId),
      signInDevicesDecider,
      {
        type: 'SeeDevice',
        data: { userId, sessionId, browserDigest, networkDigest, ip, device },
        // When the person signed in: however late it is noticed, old news stays old.
        now: new Date(metadata.occurredAt),
      },
      {
        commandId: derivedId(NAME, id),
        correlationId: metadata.$correlationId,
        causationId: id,
        organizationId: null,
        actor: { kind: 'system', id: NAME },
      },
    );
  },
});
