import type { Command } from '../../command.js';
import type { ByMember } from './organization.commands.js';
import type { SeatLimit } from './seats.js';

type OnMember = ByMember & Readonly<{ userId: string }>;

export type ChangeMemberRole = Command<'ChangeMemberRole', OnMember & { role: string }>;
export type SuspendMember = Command<'SuspendMember', OnMember>;
/** Takes a seat again. */
export type ReactivateMember = Command<'ReactivateMember', OnMember & { seats: SeatLimit }>;
/** Leaving is removing oneself. */
export type RemoveMember = Command<'RemoveMember', OnMember>;
/** The person `by` goes by another name. */
export type RenameMember = Command<'RenameMember', ByMember & { name: string }>;
/** Who asks is an owner, and becomes an admin. */
export type TransferOwnership = Command<'TransferOwnership', ByMember & { to: string }>;
/** The person `by` has been erased; `invitationIds` are those that went to it. */
export type ForgetPerson = Command<'ForgetPerson', ByMember & { invitationIds: readonly string[] }>;
export type MemberCommand = ChangeMemberRole | SuspendMember | ReactivateMember | RemoveMember | TransferOwnership;
