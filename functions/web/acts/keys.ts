import type { ApiKey, CreatedApiKey } from "../../../shared/identity/api-key.ts";
import { getApiKey } from "../../../shared/identity/read-api-keys.ts";
import { fail, ok } from "../../../shared/platform/result.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import { renderMadeKey } from "../views/keys.tsx";
import { REASON } from "./own-commitment.ts";
import { rolesGroup, withRoles } from "./people.ts";

const KEYS = "/settings/keys";
const BACK = { address: KEYS, text: "API keys" };

/** Makes an API key. Its text is on the answer alone; sent again, the answer is without it. */
export const newKeyForm: MakeForm = async ({ principal, frame }) =>
  ok({
    title: "Make an API key",
    lead: "For a program that reads or writes for your organisation. The text of the key is shown once, on the next page: have the place ready where the program keeps its secrets.",
    parts: [
      {
        kind: "text",
        name: "label",
        label: "What it is for",
        most: 100,
        isRequired: true,
        hint: "As colleagues read it, like Nightly export of payments.",
      },
      {
        kind: "date",
        name: "expiresAt",
        label: "Valid to the end of",
        isRequired: true,
        hint: "To midnight UTC, and less than one year ahead. The sooner it ends, the less a lost key can do.",
      },
      rolesGroup(principal, []),
    ],
    shape: (body) => ({ ...(withRoles(body) as object), ...lastInstant(body.expiresAt) }),
    submit: "Make the key",
    call: { method: "POST", path: "/keys" },
    back: BACK,
    done: () => ({ address: KEYS, notice: "key-made" }),
    once: ({ body }) => renderMadeKey(body as ApiKey & Partial<Pick<CreatedApiKey, "key">>, frame),
  });

function lastInstant(day: unknown) {
  return typeof day === "string" ? { expiresAt: `${day}T23:59:59.000Z` } : {};
}

/** Revokes an API key for good, for a reason. One GetItem. */
export const revokeKeyForm: MakeForm = async ({ principal, c, now }, deps) => {
  const found = await getApiKey(deps, { principal, keyId: c.req.param("keyId") ?? "", now });
  if (!found.ok) return found;
  const { id, label, status } = found.value;
  if (c.req.method !== "POST" && status === "revoked")
    return fail({ code: "conflict", detail: "This key is revoked already. It opens nothing." });
  return ok({
    title: "Revoke this key",
    eyebrow: label,
    lead: "From its next request on the program is refused. A revoked key never works again; make another one where the program goes on.",
    parts: [REASON],
    submit: "Revoke it",
    isGrave: true,
    call: { method: "POST", path: `/keys/${id}/revoke` },
    back: BACK,
    done: () => ({ address: KEYS, notice: "key-revoked" }),
  });
};
