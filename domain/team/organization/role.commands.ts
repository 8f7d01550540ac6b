import type { Command } from '../../command.js';
import type { Permission } from '../permissions.js';
import type { ByMember } from './organization.commands.js';

type OnRole = ByMember & Readonly<{ roleId: string }>;
type RoleTerms = Readonly<{ name: string; description: string; permissions: readonly Permission[] }>;

export type DefineRole = Command<'DefineRole', OnRole & RoleTerms>;
/** Replaces all of its terms; holds for who has the role at once. */
export type ChangeRole = Command<'ChangeRole', OnRole & RoleTerms>;
/** `replacement` is what who has the role becomes; null where nobody may have it. */
export type DeleteRole = Command<'DeleteRole', OnRole & { replacement: string | null }>;
export type RoleCommand = DefineRole | ChangeRole | DeleteRole;
