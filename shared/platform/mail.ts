/** A mail of plain text to one person. */
export type Mail = {
  /** The same for the same mail, however often it is sent: for whoever looks for doubles. ASCII. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
};

/**
 * Hands a mail over for delivery. `refused`: it cannot be delivered to this address, and trying again would change nothing. Throws
 * where it might work another time.
 */
export type SendMail = (mail: Mail) => Promise<"sent" | "refused">;
