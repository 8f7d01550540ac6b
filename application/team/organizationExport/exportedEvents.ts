/** What leaves of an event: all of its data, all but some fields, or nothing of it. */
export type EventRule = 'whole' | Readonly<{ without: readonly string[] }> | Readonly<{ stays: string }>;

const whole = `
  OrganizationCreated OrganizationRenamed OrganizationDeleted MemberJoined MemberRenamed MemberRoleChanged MemberSuspended MemberReactivated MemberRemoved
  OwnershipTransferred InvitationRevoked InvitationAccepted InvitationErased RoleDefined RoleChanged RoleDeleted
  DomainAdded DomainVerified DomainPolicyChanged DomainRemoved DomainReserved DomainReleased JoinRequested
  JoinRequestDeclined WebhookEndpointAdded WebhookEndpointChanged WebhookEndpointEnabled WebhookEndpointDisabled
  WebhookSecretRotated WebhookEndpointRemoved WebhookTestRequested WebhookRedeliveryRequested
  ApiKeyRevoked DataExportStarted DataExportEnded AccessReviewExported
  SubscriptionStarted SubscriptionChanged SubscriptionEnded SubscriptionChangeScheduled SubscriptionChangeUnscheduled
  SeatsPolicyChanged StripeCustomerAssigned StripeCustomerLinked StripeCustomerDescribed CustomerBalanceMoved
  TrialEndingAnnounced RenewalAnnounced InvoiceDueAnnounced BillingRequested BillingRequestRefused
  BillingWithdrawalRequested
  PaymentMethodAttached PaymentMethodUpdated PaymentMethodDetached DefaultPaymentMethodChanged
  InvoiceDrafted InvoiceFinalized InvoiceChanged InvoicePaid InvoiceVoided InvoiceMarkedUncollectible
  InvoicePaymentFailed InvoicePaymentActionRequired InvoiceDraftDropped CreditNoteIssued CreditNoteVoided
  RefundStarted RefundSucceeded RefundFailed DisputeOpened DisputeChanged DisputeClosed
  InvoiceActionRequested InvoiceActionDone InvoiceActionRefused
  DunningStarted DunningStepTaken AccessRestricted DunningEnded AccessRestored
  CheckoutChanged PaymentMethodSetupChanged SubscriptionPlanChanged CreditGranted CreditGrantChanged CreditUsed PaymentTried
  PendingChargeChanged
  UsageBookOpened UsageRecorded UsageThresholdReached UsageCorrected UsagePeriodClosed UsageBookClosed UsageReported
  MailSent MailRefused`;

const without: Readonly<Record<string, readonly string[]>> = {
  MemberInvited: ['tokenHash'],
  InvitationResent: ['tokenHash'],
  ApiKeyCreated: ['secretId', 'secretHash'],
  ApiKeyRotated: ['secretId', 'secretHash'],
  BillingRequestSucceeded: ['clientSecret', 'url'],
  StripeEventReceived: ['payload'],
  // A mail belongs to whom it was sent to.
  MailRequested: ['to', 'subject', 'text', 'content'],
};

const stays: Readonly<Record<string, string>> = {
  'belongs to the person, not to the organization': `
    UserRegistered EmailVerificationRequested EmailVerified ProfileChanged SignInFailed SignInLockedOut SignedIn
    PasswordResetRequested PasswordChanged TotpEnrolled TotpConfirmed TotpUsed TotpRemoved RecoveryCodeUsed
    RecoveryCodesReplaced PersonErased SessionStarted SessionRefreshed SessionOrganizationSwitched SessionEnded
    SubjectsErased EmailAddressClaimed EmailAddressReleased NewDeviceSeen`,
  'belongs to whoever runs the product': `
    PlanVersionDrafted PlanDraftRevised PlanDraftDiscarded PlanVersionPublished PlanSynced PlanRetired PaymentFlagged
    UsageRejectedByStripe StripeNoticeResolved InvoiceTotalsMismatched InvoiceFinalizationFailed
    CatalogueEditedAtStripe`,
};

const names = (text: string): readonly string[] => text.split(/\s+/).filter(Boolean);

/** What leaves of each type of event; of a type that is not here, nothing does. */
export const exportedEvents: ReadonlyMap<string, EventRule> = new Map([
  ...names(whole).map((type): [string, EventRule] => [type, 'whole']),
  ...Object.entries(without).map(([type, fields]): [string, EventRule] => [type, { without: fields }]),
  ...Object.entries(stays).flatMap(([why, types]) =>
    names(types).map((type): [string, EventRule] => [type, { stays: why }]),
  ),
]);
