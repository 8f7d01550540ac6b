/** A person: who it is, how it signs in. */
export const userStream = (userId: string): string => `user-${userId}`;
/** Reserves an address for one person; `digest` is the keyed digest of the canonical address. */
export const emailAddressStream = (digest: string): string => `emailAddress-${digest}`;
/** The list of those whose keys are deleted, one for the installation. */
export const ERASED_SUBJECTS_STREAM = 'erasedSubjects-all';
export const sessionStream = (sessionId: string): string => `session-${sessionId}`;
/** Browsers and networks a person has signed in from. */
export const signInDevicesStream = (userId: string): string => `signInDevices-${userId}`;
