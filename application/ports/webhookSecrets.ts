/** Secrets that deliveries are signed with. None is stored: each is derived under a key of ours, the same every time. */
export interface WebhookSecrets {
  /** As `whsec_…` (Standard Webhooks, "Symmetric"), for the n-th secret of an endpoint. */
  of(endpointId: string, generation: number): Promise<string>;
}
