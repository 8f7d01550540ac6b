/** Which addresses an organization may name for its webhooks. */
export interface WebhookTargets {
  /** Why a URL is none of them, as a sentence; undefined where it may be one. Asks nobody: what its name resolves to is checked at each delivery. */
  refusalOf(url: string): string | undefined;
}
