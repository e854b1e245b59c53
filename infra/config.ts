import { RetentionDays } from "aws-cdk-lib/aws-logs";
import * as z from "zod";
import { lazy } from "../shared/platform/lazy.ts";

const RETENTION_DAYS = [1, 7, 14, 30, 90, 180, 365, 731, 1827] as const satisfies readonly RetentionDays[];

/** What may be set for one stage, by CDK context (`cdk deploy -c stage=production`); the command line gives strings. */
const StageSettingsSchema = lazy(() =>
  z.object({
    /** Part of the stack's name, so that stages stand side by side in one account. */
    stage: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,18}[a-z0-9]$/, "lower case letters, digits and hyphens, 2 to 20")
      .default("development"),
    /** Whether people's records live here: tables and files then outlive the stack, and cannot be deleted by mistake. */
    keepsData: flag().optional(),
    logRetentionDays: z.coerce.number().pipe(z.literal(RETENTION_DAYS)).optional(),
    /** Who hears of alarms. */
    alarmEmail: z.email().optional(),
    /** Where people reach the pages, if not at the API's own address (a domain of one's own in front of it). */
    webOrigin: z.url().transform(toOrigin).optional(),
    /** Requests a second over all callers, and how many at once above that. */
    requestsPerSecond: z.coerce.number().int().min(1).max(10_000).default(200),
    requestBurst: z.coerce.number().int().min(1).max(5_000).default(400),
    /** Sign-in by user name and password without the sign-in page, and without a second factor: for test stages. */
    passwordSignIn: flag().default(false),
    /** Where an emulator serves what Cognito serves on hosts of its own: key sets and the sign-in page. */
    identityOrigin: z.url().transform(toOrigin).optional(),
  }),
);

/** The settings of one stage, with every default filled in. */
export type Config = {
  readonly stage: string;
  readonly keepsData: boolean;
  readonly logRetention: RetentionDays;
  readonly alarmEmail: string | undefined;
  readonly webOrigin: string | undefined;
  readonly requestsPerSecond: number;
  readonly requestBurst: number;
  readonly passwordSignIn: boolean;
  readonly identityOrigin: string | undefined;
};

const PRODUCTION = "production";
const SETTINGS = [
  "stage",
  "keepsData",
  "logRetentionDays",
  "alarmEmail",
  "webOrigin",
  "requestsPerSecond",
  "requestBurst",
  "passwordSignIn",
  "identityOrigin",
] as const satisfies readonly (keyof z.input<ReturnType<typeof StageSettingsSchema>>)[];

/**
 * The settings of the stage that is being deployed. `read` answers the CDK context value of a name, or undefined.
 * A stage called `production` keeps its data and a year of logs unless told otherwise.
 *
 * @throws when a setting is not valid; the message names each.
 */
export function readConfig(read: (name: string) => unknown): Config {
  const given = Object.fromEntries(SETTINGS.map((name) => [name, read(name)]));
  const parsed = StageSettingsSchema().safeParse(given);
  if (!parsed.success) throw new Error(`The settings of this stage are not valid.\n${z.prettifyError(parsed.error)}`);
  const { keepsData, logRetentionDays, ...settings } = parsed.data;
  if (settings.stage === PRODUCTION && settings.passwordSignIn)
    throw new Error("passwordSignIn goes round the second factor: it is not for production.");
  return {
    ...settings,
    alarmEmail: settings.alarmEmail,
    webOrigin: settings.webOrigin,
    identityOrigin: settings.identityOrigin,
    keepsData: keepsData ?? settings.stage === PRODUCTION,
    logRetention: logRetentionDays ?? (settings.stage === PRODUCTION ? RetentionDays.ONE_YEAR : RetentionDays.TWO_WEEKS),
  };
}

/** True and false, as JSON has them in cdk.json and as the command line writes them. */
function flag() {
  return z.union([z.boolean(), z.stringbool()]);
}

function toOrigin(address: string): string {
  return new URL(address).origin;
}
