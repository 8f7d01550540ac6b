/** The recorded event that says something; `position` is its place in the log, in decimal. */
export type Evidence = Readonly<{ eventId: string; type: string; position: string; at: string }>;
