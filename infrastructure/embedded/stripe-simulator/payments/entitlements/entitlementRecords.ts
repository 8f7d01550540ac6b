/** Which product grants which feature; the id is that of the product feature. */
export type ProductFeatureRecord = Readonly<{ id: string; product: string; feature: string }>;

/** Whose an active entitlement is; the id is the entitlement's. */
export type EntitlementRecord = Readonly<{ id: string; customer: string; feature: string }>;
