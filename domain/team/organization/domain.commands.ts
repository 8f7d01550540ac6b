import type { Command } from '../../command.js';
import type { ByMember, Person } from './organization.commands.js';
import type { DomainPolicy } from './organizationState.js';
import type { SeatLimit } from './seats.js';

type OnDomain = ByMember & Readonly<{ domain: string }>;
type OnJoinRequest = ByMember & Readonly<{ requestId: string }>;

export type AddDomain = Command<'AddDomain', OnDomain & { challenge: string }>;
/** The challenge was found in DNS, and the domain is reserved for this organization. */
export type VerifyDomain = Command<'VerifyDomain', OnDomain>;
export type ChangeDomainPolicy = Command<'ChangeDomainPolicy', OnDomain & { policy: DomainPolicy; role: string }>;
export type RemoveDomain = Command<'RemoveDomain', OnDomain>;
/** By anyone whose verified address is of one of the domains: joins, or asks to, as the domain's policy says. */
export type JoinByDomain = Command<
  'JoinByDomain',
  { organizationId: string; requestId: string; person: Person; seats: SeatLimit }
>;
export type ApproveJoinRequest = Command<'ApproveJoinRequest', OnJoinRequest & { role: string; seats: SeatLimit }>;
export type DeclineJoinRequest = Command<'DeclineJoinRequest', OnJoinRequest>;
export type DomainCommand =
  | AddDomain
  | VerifyDomain
  | ChangeDomainPolicy
  | RemoveDomain
  | JoinByDomain
  | ApproveJoinRequest
  | DeclineJoinRequest;
