import type { CustomerDetails } from './customerSnapshot.js';

const nobody: Required<CustomerDetails> = { name: null, email: null, phone: null, address: [], taxIds: [] };

/** Who a customer is, from the text that events hold; nobody where that was erased or never told. */
export function customerDetailsIn(details: string): Required<CustomerDetails> {
  if (!details.startsWith('{')) return nobody;
  return { ...nobody, ...(JSON.parse(details) as Partial<CustomerDetails>) };
}
