import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import middy from "@middy/core";
import type { ScheduledEvent } from "aws-lambda";
import { parseEnv } from "../../shared/platform/env.ts";
import { sesMail } from "../../shared/platform/ses-mail.ts";
import { EnvSchema } from "./env.ts";
import { runDay } from "./run-day.ts";

const { RECORDS_TABLE, ORIGIN, MAIL_SENDER } = parseEnv(EnvSchema(), process.env);
const table = { client: new DynamoDBClient({}), name: RECORDS_TABLE };
const sendMail =
  MAIL_SENDER === "" ? undefined : sesMail({ client: new SESv2Client({}), sender: MAIL_SENDER });

/** Once a day: consents that ran out, what is due, what is late. The event's time is the run's, so that a repeated run asks about the same day. */
export const handler = middy<ScheduledEvent>().handler(({ time }) =>
  runDay({ table, origin: ORIGIN, sendMail }, time),
);
