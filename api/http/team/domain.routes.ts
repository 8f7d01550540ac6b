import type { AddDomain } from '../../../application/team/addDomain.js';
import type { ChangeDomainPolicy } from '../../../application/team/changeDomainPolicy.js';
import type { RemoveDomain } from '../../../application/team/removeDomain.js';
import type { VerifyDomain } from '../../../application/team/verifyDomain.js';
import type { ScopedQueries } from '../../../projections/runtime/scopedQueries.js';
import { domainsOf } from '../../../projections/team/domains/domains.query.js';
import { refused } from '../problem.js';
import { type Route, route } from '../route.js';
import {
  addDomainBody,
  domainAdded,
  domainChanged,
  domainList,
  domainParams,
  policyBody,
  recordOf,
} from './domain.schemas.js';
import { memberRequest } from './memberRequest.js';
import type { TeamRefusal } from './organizationRefusal.js';

type Uses = Readonly<{
  addDomain: AddDomain;
  verifyDomain: VerifyDomain;
  changeDomainPolicy: ChangeDomainPolicy;
  removeDomain: RemoveDomain;
  teamRefusal: TeamRefusal;
}>;

const always = ['not_found', 'permission_missing', 'REVISION_MISMATCH', 'STREAM_BUSY'] as const;
const addRefusals = [...always, 'DOMAIN_OF_MAIL_PROVIDER', 'DOMAIN_EXISTS', 'DOMAINS_TOO_MANY'] as const;
const verifyRefusals = [...always, 'DOMAIN_NOT_PROVEN', 'DOMAIN_TAKEN'] as const;
const policyRefusals = [...always, 'DOMAIN_UNVERIFIED', 'ROLE_UNKNOWN', 'ROLE_EXCEEDS_OWN'] as const;

const path = '/api/v1/team/domains';
const needs = { permission: 'organization:manage' } as const;
const onDomain = { ...needs, tag: 'Team', kind: 'command', params: domainParams } as const;

/** The e-mail domains of an organization. */
export const domainRoutes = (db: ScopedQueries, uses: Uses): readonly Route[] => [
  route({
    method: 'GET',
    path,
    operationId: 'listDomains',
    summary: 'E-mail domains of your organization',
    tag: 'Team',
    permission: 'organization:read',
    kind: 'query',
    readModels: ['team.domains'],
    answers: { 200: domainList },
    handle: async ({ caller: { organizationId } }) => {
      const found = await domainsOf(db.of(organizationId), organizationId);
      const data = found.map(({ challenge, ...each }) => ({ ...each, record: recordOf(each.domain, challenge) }));
      return { status: 200, body: { data } };
    },
  }),
  route({
    method: 'POST',
    path,
    operationId: 'addDomain',
    summary: 'Add an e-mail domain',
    description: 'Answers with the TXT record that proves it. Domains of mail providers are refused.',
    tag: 'Team',
    permission: 'organization:manage',
    kind: 'command',
    body: addDomainBody,
    answers: { 201: domainAdded },
    refusals: addRefusals,
    handle: async (request) => {
      const { domain } = request.body;
      const asked = memberRequest(request);
      const done = await uses.addDomain(asked, domain);
      if (!done.accepted) return uses.teamRefusal(addRefusals, done.rejection, { ...asked, ...needs });
      const { revision, position, challenge } = done;
      const body = { domain, record: recordOf(domain, challenge), revision: String(revision) };
      return { status: 201, revision, position, body };
    },
  }),
  route({
    ...onDomain,
    method: 'POST',
    path: `${path}/:domain/verify`,
    operationId: 'verifyDomain',
    summary: 'Verify an e-mail domain by its TXT record',
    answers: { 200: domainChanged },
    refusals: [...verifyRefusals, 'temporarily_unavailable'],
    handle: async (request) => {
      const { domain } = request.params;
      const asked = memberRequest(request);
      const done = await uses.verifyDomain(asked, domain);
      if (done === 'dnsUnavailable')
        return refused('temporarily_unavailable', {
          detail: 'The DNS of the domain gave no answer; try again shortly.',
          headers: { 'Retry-After': '30' },
        });
      if (!done.accepted) return uses.teamRefusal(verifyRefusals, done.rejection, { ...asked, ...needs });
      const { revision, position } = done;
      return { status: 200, revision, position, body: { domain, revision: String(revision) } };
    },
  }),
  route({
    ...onDomain,
    method: 'PATCH',
    path: `${path}/:domain`,
    operationId: 'changeDomainPolicy',
    summary: 'Say what people with an address of a verified domain may do',
    body: policyBody,
    answers: { 200: domainChanged },
    refusals: policyRefusals,
    handle: async (request) => {
      const { domain } = request.params;
      const asked = memberRequest(request);
      const done = await uses.changeDomainPolicy(asked, domain, request.body.policy, request.body.role);
      if (!done.accepted)
        return uses.teamRefusal(policyRefusals, done.rejection, {
          ...asked,
          ...needs,
          domain,
          role: request.body.role,
        });
      const { revision, position } = done;
      return { status: 200, revision, position, body: { domain, revision: String(revision) } };
    },
  }),
  route({
    ...onDomain,
    method: 'DELETE',
    path: `${path}/:domain`,
    operationId: 'removeDomain',
    summary: 'Remove an e-mail domain',
    description: 'Nobody joins by it any more; members stay.',
    answers: { 200: domainChanged },
    refusals: always,
    handle: async (request) => {
      const { domain } = request.params;
      const asked = memberRequest(request);
      const done = await uses.removeDomain(asked, domain);
      if (!done.accepted) return uses.teamRefusal(always, done.rejection, { ...asked, ...needs });
      const { revision, position } = done;
      return { status: 200, revision, position, body: { domain, revision: String(revision) } };
    },
  }),
];
