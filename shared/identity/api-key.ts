import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import * as z from "zod";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import { invalidAt } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { ORGANISATION_KINDS } from "./organisation.ts";
import { ACTIONS, actionsOf, ROLES } from "./permissions.ts";
import type { Principal } from "./principal.ts";

const LabelSchema = lazy(() => z.string().trim().min(1).max(100));
const RolesSchema = lazy(() => z.array(z.enum(ROLES)).min(1).max(ROLES.length));
const ActionsSchema = lazy(() => z.array(z.enum(ACTIONS)).min(1).max(ACTIONS.length));
const STATUSES = ["active", "expired", "revoked"] as const;

/** An API key as the API shows it: never its secret, nor the hash of it. */
export const ApiKeySchema = lazy(() =>
  z
    .strictObject({
      id: idSchema("key"),
      version: z.int(),
      label: LabelSchema(),
      roles: RolesSchema(),
      actions: ActionsSchema().optional(),
      status: z.enum(STATUSES),
      expiresAt: z.iso.datetime(),
      revokedAt: z.iso.datetime().optional(),
      createdBy: z.string(),
      recordedAt: z.iso.datetime(),
    })
    .meta({ id: "ApiKey", description: "A key with which a program signs in for an organisation." }),
);
export type ApiKey = z.infer<ReturnType<typeof ApiKeySchema>>;

/** The answer to making a key: the only time that its text is shown. */
export const CreatedApiKeySchema = lazy(() =>
  ApiKeySchema()
    .extend({
      key: z.string().meta({ description: "Shown this once. A repeated request answers without it." }),
    })
    .meta({ id: "CreatedApiKey" }),
);
export type CreatedApiKey = z.infer<ReturnType<typeof CreatedApiKeySchema>>;

/** What one gives to make a key. `actions` narrows what its roles allow. */
export const NewApiKeySchema = lazy(() =>
  z
    .strictObject({
      label: LabelSchema(),
      roles: RolesSchema(),
      actions: ActionsSchema().optional(),
      expiresAt: z.iso.datetime({ offset: true }).meta({ description: "At most one year ahead." }),
    })
    .meta({ id: "NewApiKey" }),
);
export type NewApiKey = z.infer<ReturnType<typeof NewApiKeySchema>>;

/** A key as it stands in the table. */
export const ApiKeyFactsSchema = lazy(() =>
  z.object({
    id: z.string(),
    organisationId: z.string(),
    organisationKind: z.enum(ORGANISATION_KINDS),
    label: z.string(),
    roles: RolesSchema(),
    actions: ActionsSchema().optional(),
    secretHash: z.string(),
    validUntil: z.string(),
    revokedAt: z.string().optional(),
    createdBy: z.string(),
    /** Where a key made it: who made that one. */
    firstMadeBy: z.string().optional(),
  }),
);
export type ApiKeyFacts = z.infer<ReturnType<typeof ApiKeyFactsSchema>>;

const KEY_TEXT = /^tl_([0-9A-HJKMNP-TV-Z]{26})_([A-Za-z0-9_-]{43})$/;

/** 256 bits from the system's generator, in base64url. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** The text that a program sends: `tl_<key id without its prefix>_<secret>`. */
export function keyText(id: string, secret: string): string {
  return `tl_${id.slice("key_".length)}_${secret}`;
}

/** The id and the secret in a key's text, or undefined where it is no such text. */
export function parseKeyText(text: string): { id: string; secret: string } | undefined {
  const [, id, secret] = KEY_TEXT.exec(text) ?? [];
  return id === undefined || secret === undefined ? undefined : { id: `key_${id}`, secret };
}

/**
 * SHA-256 of a secret, hex. A fast hash is right here, unlike for passwords: a secret of 256 random bits cannot be guessed,
 * however fast one can try, and it is checked on every request.
 */
export function secretHash(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** Whether a secret is the one that was hashed, in a time that does not depend on where they differ. */
export function matchesSecret(secret: string, hash: string): boolean {
  const given = Buffer.from(secretHash(secret));
  const stored = Buffer.from(hash);
  return given.length === stored.length && timingSafeEqual(given, stored);
}

/** Where a key stands at an instant. Revocation outlasts expiry. */
export function statusAt(key: Pick<ApiKeyFacts, "validUntil" | "revokedAt">, now: string): ApiKey["status"] {
  if (key.revokedAt !== undefined) return "revoked";
  return key.validUntil <= now ? "expired" : "active";
}

/** The instant until which a key may be valid at most: one year on. */
export function latestExpiry(now: string): string {
  const date = new Date(now);
  date.setUTCFullYear(date.getUTCFullYear() + 1);
  return date.toISOString();
}

/**
 * Checks what a new key may do and how long. It gets nothing its maker does not have: every action that its roles come to
 * is one its maker may do, and a key made with a key does not outlive it (`makerExpiry`).
 */
export function checkNewKey(
  input: NewApiKey,
  maker: Pick<Principal, "roles" | "actions">,
  when: { now: string; makerExpiry?: string },
): Result<{ validUntil: string }> {
  const own = actionsOf(maker);
  const asked = actionsOf(
    input.actions ? { roles: input.roles, actions: input.actions } : { roles: input.roles },
  );
  const beyond = asked.filter((action) => !own.includes(action));
  if (beyond.length > 0)
    return fail(invalidAt("/roles", `You may not give what you do not have: ${beyond.join(", ")}.`));
  const idle = (input.actions ?? []).filter((action) => !asked.includes(action));
  if (idle.length > 0) return fail(invalidAt("/actions", `The roles do not include ${idle.join(", ")}.`));
  const validUntil = new Date(input.expiresAt).toISOString();
  if (validUntil <= when.now) return fail(invalidAt("/expiresAt", "This instant has passed."));
  if (validUntil > latestExpiry(when.now))
    return fail(invalidAt("/expiresAt", "A key is valid for one year at most."));
  if (when.makerExpiry !== undefined && validUntil > when.makerExpiry)
    return fail(invalidAt("/expiresAt", `A key made with a key does not outlive it (${when.makerExpiry}).`));
  return ok({ validUntil });
}
