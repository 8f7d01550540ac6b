import {
  accessReviewDecider,
  type RecordAccessReview as Recording,
} from '../../domain/team/accessReview/accessReview.decider.js';
import { accessReviewStream } from '../../domain/team/streams.js';
import type { CommandContext } from '../commandContext.js';
import { eventIdOf } from '../derivedIds.js';
import type { HandleCommand } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';

export type RecordAccessReview = (
  exported: Recording['data'],
  context: CommandContext,
) => Promise<Readonly<{ eventId: string; position: bigint }> | 'STREAM_BUSY'>;

/** Records that an access review leaves the product, before it does. */
export const recordAccessReview =
  (handleCommand: HandleCommand, clock: Clock): RecordAccessReview =>
  async (data, context) => {
    const stream = accessReviewStream(data.organizationId);
    const command = { type: 'RecordAccessReview', data, now: clock.now() } as const;
    const handled = await handleCommand(stream, accessReviewDecider, command, context);
    if (!handled.accepted) return 'STREAM_BUSY';
    return { eventId: eventIdOf(context.commandId, stream, 0), position: handled.position };
  };
