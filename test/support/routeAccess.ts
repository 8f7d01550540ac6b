/** Who has which permission, written out once more: not read from the code that it checks. */
export const rolesWith = {
  'billing:read': 'owner admin member billing custom',
  'billing:manage': 'owner admin billing',
  'billing:usage': 'owner admin',
  'notifications:read': 'owner admin member viewer billing',
  'analytics:read': 'owner admin member viewer',
  'organization:read': 'owner admin member viewer billing',
  'organization:manage': 'owner admin',
  'team:read': 'owner admin member viewer billing custom',
  'team:invite': 'owner admin',
  'team:manage': 'owner admin',
  'team:roles': 'owner admin',
  'team:activity': 'owner admin member',
  'team:access': 'owner admin',
  'team:export': 'owner',
  'apiKeys:manage': 'owner admin',
  'webhooks:manage': 'owner admin',
} as const;
type Access = keyof typeof rolesWith | 'signedIn' | 'public';

const operations = (access: Access, names: string): [string, Access][] =>
  names
    .split(/\s+/)
    .filter(Boolean)
    .map((name) => [name, access]);

/** What each operation of the API takes. One that is not here, or takes something else, fails the build. */
export const expectedAccess: Readonly<Record<string, Access>> = Object.fromEntries([
  ...operations(
    'public',
    `listPlans getPlan requestPasswordReset resetPassword refreshSession signOut signIn signUp verifyEmail
    viewInvitation viewInvitationByBody receiveStripeEvent`,
  ),
  ...operations(
    'signedIn',
    `getMe changePassword listMyOrganizations createMyOrganization switchOrganization listSessions endOtherSessions
    endSession changeProfile eraseMe enrolTotp confirmTotp replaceRecoveryCodes removeTotp resendVerification
    acceptInvitation acceptInvitationByPath getJoinableOrganization joinByDomain`,
  ),
  ...operations('analytics:read', 'getTopEvents listEvents getDailyUsage'),
  ...operations(
    'billing:read',
    `getBalance explainInvoice explainBalance listInvoices getInvoice getInvoicePdf listStripeNotices listPaymentMethods
    getSeatsPolicy getSubscription previewSubscriptionChange getUsage listUsageRecords`,
  ),
  ...operations(
    'billing:manage',
    `getBillingRequest withdrawBillingRequest openCheckoutSession openPortalSession payInvoice attachPaymentMethod
    setDefaultPaymentMethod detachPaymentMethod setSeatsPolicy startSubscription changeSubscription cancelSubscription
    resumeSubscription pauseSubscription undoSubscriptionChange applyCoupon`,
  ),
  ...operations('billing:usage', 'recordUsage'),
  ...operations('notifications:read', 'listNotifications'),
  ...operations(
    'organization:read',
    'getEntitlements getEntitlement listDomains removeMember getOrganization listPermissions',
  ),
  ...operations(
    'organization:manage',
    'addDomain verifyDomain changeDomainPolicy removeDomain renameOrganization deleteOrganization',
  ),
  ...operations('team:read', 'listMembers getMember listRoles'),
  ...operations(
    'team:invite',
    `listInvitations resendInvitation revokeInvitation inviteMember listJoinRequests approveJoinRequest
    declineJoinRequest`,
  ),
  ...operations('team:manage', 'changeMemberRole suspendMember reactivateMember transferOwnership'),
  ...operations('team:roles', 'defineRole changeRole deleteRole'),
  ...operations('team:activity', 'listActivity exportActivity'),
  ...operations('team:export', 'exportOrganization'),
  ...operations('apiKeys:manage', 'listApiKeys getApiKey createApiKey rotateApiKey revokeApiKey'),
  ...operations('team:access', 'getAccess exportAccessReview'),
  ...operations(
    'webhooks:manage',
    `listWebhookEventTypes listWebhookEndpoints getWebhookEndpoint addWebhookEndpoint changeWebhookEndpoint
    rotateWebhookSecret enableWebhookEndpoint disableWebhookEndpoint removeWebhookEndpoint listWebhookDeliveries
    getWebhookDelivery redeliverWebhook testWebhookEndpoint`,
  ),
]);
