import type {
  OrganizationCommand,
  OrganizationRejection,
} from '../../domain/team/organization/organization.commands.js';
import { organizationDecider } from '../../domain/team/organization/organization.decider.js';
import { organizationStream } from '../../domain/team/streams.js';
import type { CommandContext } from '../commandContext.js';
import type { HandleCommand, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';

/** The request of a member about their organization. */
export type MemberRequest = Readonly<{
  organizationId: string;
  /** Who asks. */
  by: string;
  /** From If-Match: the revision of the organization that the change was decided on. */
  expectedRevision?: bigint | undefined;
  context: CommandContext;
}>;

type Data<Type extends OrganizationCommand['type']> = Extract<OrganizationCommand, { type: Type }>['data'];

/** Puts one command of a member to their organization. */
export const organizationCommand =
  <Type extends OrganizationCommand['type']>(handleCommand: HandleCommand, clock: Clock, type: Type) =>
  (
    { organizationId, by, expectedRevision, context }: MemberRequest,
    data: Omit<Data<Type>, 'organizationId' | 'by'>,
  ): Promise<Handled<OrganizationRejection>> =>
    handleCommand(
      organizationStream(organizationId),
      organizationDecider,
      { type, data: { ...data, organizationId, by }, now: clock.now() } as unknown as OrganizationCommand,
      context,
      expectedRevision === undefined ? {} : { expectedRevision },
    );
