import type { ClickHouseClient } from '@clickhouse/client';
import type { ServiceIdentifier } from 'inversify';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type Stripe from 'stripe';
import type { AskEntitlements } from '../../application/billing/askEntitlements.js';
import type { CompareReportedUsage } from '../../application/billing/compareReportedUsage.js';
import type { ExplainBalance } from '../../application/billing/explainBalance.js';
import type { ExplainInvoice } from '../../application/billing/explainInvoice.js';
import type { LookupKeyOfPrice } from '../../application/billing/lookupKeyOfPrice.js';
import type { OffersForChange } from '../../application/billing/offersForChange.js';
import type { OrganizationOfStripeCustomer } from '../../application/billing/organizationOfStripeCustomer.js';
import type { ParkedWebhooks } from '../../application/billing/parkedWebhooks.js';
import type { PartOfPrice } from '../../application/billing/partOfPrice.js';
import type { PlanOfferOf } from '../../application/billing/planOfferOf.js';
import type { PreviewSubscriptionChange } from '../../application/billing/previewSubscriptionChange.js';
import type { ReceiveStripeEvent } from '../../application/billing/receiveStripeEvent.js';
import type { ReconcileBilling } from '../../application/billing/reconcileBilling.js';
import type { RecordStripeEvent } from '../../application/billing/recordStripeEvent.js';
import type { RecordStripeFact } from '../../application/billing/recordStripeFact.js';
import type { RecordUsage } from '../../application/billing/recordUsage.js';
import type { RequestBilling } from '../../application/billing/requestBilling.js';
import type { RequestInvoiceAction } from '../../application/billing/requestInvoiceAction.js';
import type { RestrictionOf } from '../../application/billing/restrictionOf.js';
import type { SweepStripeEvents } from '../../application/billing/sweepStripeEvents.js';
import type { UsageBooks } from '../../application/billing/usageBooks.js';
import type { UsageTermsOf } from '../../application/billing/usageTermsOf.js';
import type { EventCodec } from '../../application/events/eventCodec.js';
import type { FollowedStates } from '../../application/followedStates.js';
import type { CommandHandling } from '../../application/handleCommand.js';
import type { ErasePerson } from '../../application/identity/erasePerson.js';
import type { InTurn } from '../../application/inTurn.js';
import type { RequestMail } from '../../application/notifications/requestMail.js';
import type { AccessTokens } from '../../application/ports/accessTokens.js';
import type { ApiKeyCallers, Callers } from '../../application/ports/callers.js';
import type { Clock } from '../../application/ports/clock.js';
import type { EventStore } from '../../application/ports/eventStore.js';
import type { Mailer } from '../../application/ports/mailer.js';
import type { OrganizationSnapshots } from '../../application/ports/organizationSnapshots.js';
import type { PasswordHashes } from '../../application/ports/passwordHashes.js';
import type { PersonalData } from '../../application/ports/personalData.js';
import type { PersonTracing } from '../../application/ports/personTraces.js';
import type { ReadModelProgress } from '../../application/ports/readModelProgress.js';
import type { SecretTokens } from '../../application/ports/secretTokens.js';
import type { StripeInvoices } from '../../application/ports/stripeInvoices.js';
import type { StripeObjects } from '../../application/ports/stripeObjects.js';
import type { StripeSubscriptions } from '../../application/ports/stripeSubscriptions.js';
import type { StripeWebhooks } from '../../application/ports/stripeWebhooks.js';
import type { WakeUps } from '../../application/ports/wakeUps.js';
import type { AnyReaction } from '../../application/reactions/reaction.js';
import type { StreamFolds } from '../../application/streamFolds.js';
import type { AcceptInvitation } from '../../application/team/acceptInvitation.js';
import type { CreateOrganization } from '../../application/team/createOrganization.js';
import type { NameLookups, NamesOf } from '../../application/team/namesOf.js';
import type { ExportOrganization } from '../../application/team/organizationExport/exportOrganization.js';
import type { OrganizationNow } from '../../application/team/organizationNow.js';
import type { RecordExport } from '../../application/team/recordExport.js';
import type { SeatLimitOf } from '../../application/team/seatLimitOf.js';
import type { Leases } from '../../projections/runtime/leases.js';
import type { ScopedQueries } from '../../projections/runtime/scopedQueries.js';
import type { SharedFeed } from '../../projections/runtime/sharedFeed.js';
import type { CommonQueryMethods } from '../../projections/runtime/sql.js';
import type { Environment } from '../config/environment.js';
import type { PostgresApiKeyUses } from '../postgres/apiKeyUses.js';
import type { FactorUseCases } from './factorUseCases.js';
import type { IdentityUseCases } from './identityUseCases.js';
import type { Secrets } from './keptSecrets.js';
import type { RecordedElsewhere } from './recordedElsewhere.js';

const token = <T>(name: string): ServiceIdentifier<T> => Symbol(name);

/** What the container can be asked for. */
export const TOKENS = {
  environment: token<Environment>('environment'),
  secrets: token<Secrets>('secrets'),
  logger: token<Logger>('logger'),
  metrics: token<Registry>('metrics'),
  clock: token<Clock>('clock'),
  pool: token<Pool>('pool'),
  /** Read models for one organization or person at a time: what the API queries. */
  queries: token<ScopedQueries>('queries'),
  /** Read models across organizations: for tools, comparisons and what runs for the platform; never for a route. */
  platformQueries: token<CommonQueryMethods>('platformQueries'),
  organizationSnapshots: token<OrganizationSnapshots>('organizationSnapshots'),
  clickHouse: token<ClickHouseClient>('clickHouse'),
  eventStore: token<EventStore>('eventStore'),
  wakeUps: token<WakeUps>('wakeUps'),
  personalData: token<PersonalData>('personalData'),
  personTracing: token<PersonTracing>('personTracing'),
  erasePerson: token<ErasePerson>('erasePerson'),
  codec: token<EventCodec>('codec'),
  commandHandling: token<CommandHandling>('commandHandling'),
  accessTokens: token<AccessTokens>('accessTokens'),
  followedStates: token<FollowedStates>('followedStates'),
  recordedElsewhere: token<RecordedElsewhere>('recordedElsewhere'),
  callers: token<Callers>('callers'),
  apiKeyUses: token<PostgresApiKeyUses>('apiKeyUses'),
  apiKeyCallers: token<ApiKeyCallers>('apiKeyCallers'),
  secretTokens: token<SecretTokens>('secretTokens'),
  passwordHashes: token<PasswordHashes>('passwordHashes'),
  identity: token<IdentityUseCases>('identity'),
  factors: token<FactorUseCases>('factors'),
  stripe: token<Stripe>('stripe'),
  stripeObjects: token<StripeObjects>('stripeObjects'),
  mailer: token<Mailer>('mailer'),
  requestMail: token<RequestMail>('requestMail'),
  nameLookups: token<NameLookups>('nameLookups'),
  namesOf: token<NamesOf>('namesOf'),
  exportOrganization: token<ExportOrganization>('exportOrganization'),
  recordExport: token<RecordExport>('recordExport'),
  lookupKeyOfPrice: token<LookupKeyOfPrice>('lookupKeyOfPrice'),
  partOfPrice: token<PartOfPrice>('partOfPrice'),
  explainInvoice: token<ExplainInvoice>('explainInvoice'),
  explainBalance: token<ExplainBalance>('explainBalance'),
  sweepStripeEvents: token<SweepStripeEvents>('sweepStripeEvents'),
  organizationOfStripeCustomer: token<OrganizationOfStripeCustomer>('organizationOfStripeCustomer'),
  recordStripeFact: token<RecordStripeFact>('recordStripeFact'),
  compareReportedUsage: token<CompareReportedUsage>('compareReportedUsage'),
  reconcileBilling: token<ReconcileBilling>('reconcileBilling'),
  restrictionOf: token<RestrictionOf>('restrictionOf'),
  stripeInvoices: token<StripeInvoices>('stripeInvoices'),
  requestInvoiceAction: token<RequestInvoiceAction>('requestInvoiceAction'),
  stripeWebhooks: token<StripeWebhooks>('stripeWebhooks'),
  usageTermsOf: token<UsageTermsOf>('usageTermsOf'),
  recordUsage: token<RecordUsage>('recordUsage'),
  usageBooks: token<UsageBooks>('usageBooks'),
  stripeSubscriptions: token<StripeSubscriptions>('stripeSubscriptions'),
  requestBilling: token<RequestBilling>('requestBilling'),
  planOfferOf: token<PlanOfferOf>('planOfferOf'),
  offersForChange: token<OffersForChange>('offersForChange'),
  previewSubscriptionChange: token<PreviewSubscriptionChange>('previewSubscriptionChange'),
  recordStripeEvent: token<RecordStripeEvent>('recordStripeEvent'),
  /** Turns of customers at Stripe: reading one and recording it, doing something there and recording it. */
  turnOfStripeCustomer: token<InTurn>('turnOfStripeCustomer'),
  parkedWebhooks: token<ParkedWebhooks>('parkedWebhooks'),
  receiveStripeEvent: token<ReceiveStripeEvent>('receiveStripeEvent'),
  /** Each module binds its own; ask for all of them. */
  reactions: token<readonly AnyReaction[]>('reactions'),
  streamFolds: token<StreamFolds>('streamFolds'),
  entitlements: token<AskEntitlements>('entitlements'),
  seatLimitOf: token<SeatLimitOf>('seatLimitOf'),
  organizationNow: token<OrganizationNow>('organizationNow'),
  createOrganization: token<CreateOrganization>('createOrganization'),
  acceptInvitation: token<AcceptInvitation>('acceptInvitation'),
  feed: token<SharedFeed>('feed'),
  leases: token<Leases>('leases'),
  progress: token<ReadModelProgress & Readonly<{ close: () => void }>>('progress'),
} as const;
