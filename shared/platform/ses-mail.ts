import {
  BadRequestException,
  MessageRejected,
  type SESv2Client,
  SendEmailCommand,
} from "@aws-sdk/client-sesv2";
import type { Mail, SendMail } from "./mail.ts";

/**
 * Sends mail through SES. `sender` is an address, or a name and an address ("Throughline <reminders@example.org>"), of an identity
 * that is verified there.
 */
export function sesMail({ client, sender }: { client: SESv2Client; sender: string }): SendMail {
  return async (mail) => {
    try {
      await client.send(new SendEmailCommand(requestOf(mail, sender)));
      return "sent";
    } catch (error) {
      if (error instanceof MessageRejected || error instanceof BadRequestException) return "refused";
      throw error;
    }
  };
}

function requestOf({ id, to, subject, text }: Mail, sender: string) {
  return {
    FromEmailAddress: sender,
    Destination: { ToAddresses: [to] },
    Content: {
      Simple: {
        Subject: { Data: subject, Charset: "UTF-8" },
        Body: { Text: { Data: text, Charset: "UTF-8" } },
        Headers: [
          { Name: "X-Throughline-Mail", Value: id },
          // RFC 3834: no automatic answer is wanted.
          { Name: "Auto-Submitted", Value: "auto-generated" },
        ],
      },
    },
  };
}
