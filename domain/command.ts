/** A request in the imperative; it may be refused. `now` is when it was asked, by the clock port. */
export type Command<Type extends string, Data> = Readonly<{ type: Type; data: Readonly<Data>; now: Date }>;
