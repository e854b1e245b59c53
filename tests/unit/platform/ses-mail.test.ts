import { BadRequestException, MessageRejected, SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, expect, it } from "vitest";
import { sesMail } from "../../../shared/platform/ses-mail.ts";

const client = new SESv2Client({ region: "eu-west-1" });
const ses = mockClient(client);
const send = sesMail({ client, sender: "reminders@example.org" });
const mail = { id: "a1b2", to: "lead@cedar.example", subject: "One report is due", text: "Annual report" };

beforeEach(() => ses.reset());

it("sends a text to one address, marked as written by a machine and with an id of its own", async () => {
  ses.on(SendEmailCommand).resolves({ MessageId: "m-1" });
  expect(await send(mail)).toBe("sent");
  expect(ses.commandCalls(SendEmailCommand).map((call) => call.args[0].input)).toEqual([
    {
      FromEmailAddress: "reminders@example.org",
      Destination: { ToAddresses: ["lead@cedar.example"] },
      Content: {
        Simple: {
          Subject: { Data: "One report is due", Charset: "UTF-8" },
          Body: { Text: { Data: "Annual report", Charset: "UTF-8" } },
          Headers: [
            { Name: "X-Throughline-Mail", Value: "a1b2" },
            { Name: "Auto-Submitted", Value: "auto-generated" },
          ],
        },
      },
    },
  ]);
});

const about = { message: "no", $metadata: {} };

it.each([new MessageRejected(about), new BadRequestException(about)])(
  "an address that will never do is refused: $name",
  async (error) => {
    ses.on(SendEmailCommand).rejects(error);
    expect(await send(mail)).toBe("refused");
  },
);

it("anything else is thrown, so that it is tried again", async () => {
  ses.on(SendEmailCommand).rejects(new Error("the network is down"));
  await expect(send(mail)).rejects.toThrow("the network is down");
});
