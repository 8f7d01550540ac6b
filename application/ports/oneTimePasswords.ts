/** A recovery code as it is shown once, and what is kept of it. */
export type RecoveryCode = Readonly<{ code: string; hash: string }>;

/** One-time passwords of an authenticator app (TOTP, RFC 6238) and the codes that stand in for a lost app. */
export interface OneTimePasswords {
  /** 160 random bits in base32 (RFC 4226, 4, R6). */
  newSecret(): string;
  /** What an app reads from a QR code (otpauth://). @param account shown beside the product's name, such as the e-mail address */
  uri(secret: string, account: string): string;
  /** The time step at which a code is right for the secret, within one step of now; null where it is not. */
  stepOf(secret: string, code: string, now: Date): Promise<number | null>;
  newRecoveryCodes(): readonly RecoveryCode[];
  /** Which of the hashes a code as somebody typed it belongs to, found in the same time whichever it is; undefined for none. */
  matchRecoveryCode(typed: string, hashes: readonly string[]): string | undefined;
}
