import { userStream } from '../../domain/identity/streams.js';
import type { ChangeProfile as Command, UserRejection } from '../../domain/identity/user/user.commands.js';
import { userDecider } from '../../domain/identity/user/user.decider.js';
import type { CommandContext } from '../commandContext.js';
import type { HandleCommand, Handled, HandleOptions } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';

export type ChangeProfile = (
  profile: Command['data'],
  context: CommandContext,
  options?: HandleOptions,
) => Promise<Handled<UserRejection>>;

/** What a person says of itself: name, language, time zone. */
export const changeProfile =
  (handleCommand: HandleCommand, clock: Clock): ChangeProfile =>
  (data, context, options) =>
    handleCommand(
      userStream(data.userId),
      userDecider,
      { type: 'ChangeProfile', data, now: clock.now() },
      context,
      options,
    );
