/** A recorded fact in the past tense. `data` is JSON only: it is the stored format. */
export type Event<Type extends string, Data> = Readonly<{ type: Type; data: Readonly<Data> }>;

/** Who asked. `impersonatedBy` names the admin acting as a user. */
export type Actor = Readonly<{
  kind: 'user' | 'apiKey' | 'admin' | 'system' | 'stripe';
  id: string;
  impersonatedBy?: string;
}>;
