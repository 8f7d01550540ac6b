export const organizationStream = (organizationId: string): string => `organization-${organizationId}`;
/** Reserves a verified e-mail domain for one organization. */
export const verifiedDomainStream = (domain: string): string => `verifiedDomain-${domain}`;
export const dataExportStream = (exportId: string): string => `dataExport-${exportId}`;
/** Exports of an organization's access reviews. */
export const accessReviewStream = (organizationId: string): string => `accessReview-${organizationId}`;
/** The webhook endpoints of an organization. */
export const webhookEndpointStream = (organizationId: string): string => `webhookEndpoints-${organizationId}`;
