import * as z from "zod";

/** How long CloudWatch keeps logs: the periods it offers, up to two years. */
const RETENTION_DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731] as const;

const FlagSchema = z.union([z.boolean(), z.stringbool()]);
const OriginSchema = z
  .url({ protocol: /^https?$/ })
  .refine((url) => new URL(url).origin === url, "must be an origin, such as https://example.org");

/** An address, alone or after a name. */
const SenderSchema = z
  .string()
  .regex(/^[\x20-\x7e]+$/, "must be in ASCII: SES takes a name in other letters in MIME's encoding only")
  .refine(
    (sender) => z.email().safeParse(addressOf(sender)).success,
    "must be an e-mail address, or a name and one in angle brackets",
  );

/** The address in "reminders@example.org" and in "Throughline <reminders@example.org>". */
export function addressOf(sender: string): string {
  return /^[^<>]*<([^<>]*)>$/.exec(sender)?.[1] ?? sender;
}

/** The settings of a stage, given as CDK context: `cdk deploy -c stage=prod -c logRetentionDays=365`. */
export const StageSchema = z.object({
  /** Part of the stack's name, and of the sign-in address, which is unique in a region. */
  stage: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,19}$/, "must be 1–20 lower-case letters, digits and hyphens, a letter first")
    .default("dev"),
  logRetentionDays: z.coerce
    .number()
    .pipe(z.literal([...RETENTION_DAYS]))
    .default(90),
  /** Whether tables, files, people and logs outlive the stack and are protected from deletion. */
  keepData: FlagSchema.default(true),
  /** Where people reach the product, when a domain of one's own stands before the API. */
  origin: OriginSchema.optional(),
  /** Where the pages of sign-in are, when they have a domain of their own. */
  signInOrigin: OriginSchema.optional(),
  /** Where the key set of the tokens is served, when not by Cognito itself: an emulator's tokens name AWS as issuer. */
  keySetOrigin: OriginSchema.optional(),
  /** Who reminders come from: "reminders@example.org", or "Throughline <reminders@example.org>". Without it none is mailed. */
  mailSender: SenderSchema.optional(),
  /** The identity verified in SES that stands for the sender: its address, or its domain. The address unless it is given. */
  mailIdentity: z
    .string()
    .regex(/^[^\s/*@]+(@[^\s/*@]+)?$/, "must be an address or a domain that is verified in SES")
    .optional(),
  /** Whether programs may sign a person in by password, without a second factor: for test suites only. */
  passwordSignIn: FlagSchema.default(false),
});
export type Stage = z.infer<typeof StageSchema>;

/**
 * The settings of the stage to synthesise; `read` answers the context value of a key.
 *
 * @throws when a setting is not understood; the message names it.
 */
export function readStage(read: (key: string) => unknown): Stage {
  const given = Object.keys(StageSchema.shape).map((key) => [key, read(key)]);
  const parsed = StageSchema.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  throw new Error(`The settings of the stage are not understood.\n${z.prettifyError(parsed.error)}`);
}
