/** Tables with rows of organizations that no organization takes away, and why. */
export const keptReadModels: Readonly<Record<string, string>> = {
  'billing.plans': 'the plans on sale, the same for everybody: GET /api/v1/billing/plans',
  'analytics.events': 'the same events with what is personal in them are in the file events',
  'analytics.daily_events': 'counts of the file events',
  'analytics.usage_batches': 'the records are in the file usage-records',
  'analytics.usage_records': 'the same records are in the file usage-records',
  'analytics.daily_usage': 'sums of the file usage-records',
  'platform.idempotency_keys': 'answers to requests, kept for a day for whoever repeats one',
  'platform.api_key_uses': 'when each key was last used: GET /api/v1/api-keys',
  'platform.webhook_deliveries':
    'what was sent of events that are in the file events, kept for some weeks: GET …/webhook-endpoints/…/deliveries',
  'platform.webhook_attempts': 'tries of these deliveries',
};
