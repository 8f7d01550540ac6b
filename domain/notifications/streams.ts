/** One mail to one address: from the wish to send it to what the mail server said. */
export const mailStream = (mailId: string): string => `mail-${mailId}`;
