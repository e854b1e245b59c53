import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  checkNewKey,
  keyText,
  latestExpiry,
  matchesSecret,
  newSecret,
  parseKeyText,
  secretHash,
  statusAt,
} from "../../../shared/identity/api-key.ts";
import { ACTIONS, actionsOf, ROLES } from "../../../shared/identity/permissions.ts";

const NOW = "2026-11-23T12:00:00.000Z";
const ID = "key_01J0000000000000000000000A";
const administrator = { roles: ["administrator"] as const };

function detailOf(result: ReturnType<typeof checkNewKey>) {
  return result.ok ? "accepted" : result.problem.errors?.[0];
}

describe("the text of a key", () => {
  it("gives its id and secret back", () => {
    const secret = newSecret();
    expect(secret).toHaveLength(43);
    expect(parseKeyText(keyText(ID, secret))).toEqual({ id: ID, secret });
  });

  it.each(["", "tl_", `tl_01J0000000000000000000000A_short`, `${keyText(ID, newSecret())}x`, "xx_1_2"])(
    "is not %j",
    (text) => {
      expect(parseKeyText(text)).toBeUndefined();
    },
  );
});

describe("a secret", () => {
  it("matches its own hash only", () => {
    const secret = newSecret();
    expect(matchesSecret(secret, secretHash(secret))).toBe(true);
    expect(matchesSecret(newSecret(), secretHash(secret))).toBe(false);
    expect(matchesSecret(secret, "not a hash")).toBe(false);
  });

  it("is hashed as SHA-256, known from outside", () => {
    expect(secretHash("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });
});

describe("where a key stands", () => {
  const key = { validUntil: NOW };
  it("is active until its last instant, which is not part of it", () => {
    expect(statusAt(key, "2026-11-23T11:59:59.999Z")).toBe("active");
    expect(statusAt(key, NOW)).toBe("expired");
  });
  it("is revoked even after it expired", () => {
    expect(statusAt({ ...key, revokedAt: "2026-11-01T00:00:00.000Z" }, NOW)).toBe("revoked");
  });
});

describe("a new key", () => {
  const key = { label: "Sync", roles: ["viewer" as const], expiresAt: "2027-01-01T00:00:00.000Z" };

  it("is valid until the instant asked for, in UTC", () => {
    const result = checkNewKey({ ...key, expiresAt: "2027-01-01T02:00:00+02:00" }, administrator, {
      now: NOW,
    });
    expect(result).toEqual({ ok: true, value: { validUntil: "2027-01-01T00:00:00.000Z" } });
  });

  it("lasts a year at most", () => {
    expect(latestExpiry("2028-02-29T00:00:00.000Z")).toBe("2029-03-01T00:00:00.000Z");
    const last = latestExpiry(NOW);
    expect(detailOf(checkNewKey({ ...key, expiresAt: last }, administrator, { now: NOW }))).toBe("accepted");
    const later = "2027-11-23T12:00:00.001Z";
    expect(detailOf(checkNewKey({ ...key, expiresAt: later }, administrator, { now: NOW }))).toMatchObject({
      pointer: "/expiresAt",
    });
  });

  it("cannot have expired before it is made", () => {
    expect(detailOf(checkNewKey({ ...key, expiresAt: NOW }, administrator, { now: NOW }))).toMatchObject({
      pointer: "/expiresAt",
      detail: "This instant has passed.",
    });
  });

  it("does not outlive the key that it was made with", () => {
    const when = { now: NOW, makerExpiry: "2026-12-31T00:00:00.000Z" };
    expect(detailOf(checkNewKey(key, administrator, when))).toMatchObject({ pointer: "/expiresAt" });
  });

  it("cannot make organisations unless its maker can", () => {
    const asked = { ...key, roles: ["operator" as const] };
    expect(detailOf(checkNewKey(asked, administrator, { now: NOW }))).toMatchObject({ pointer: "/roles" });
    const operator = { roles: ["administrator", "operator"] as const };
    expect(detailOf(checkNewKey(asked, operator, { now: NOW }))).toBe("accepted");
  });

  it("cannot be narrowed to what its roles do not include", () => {
    const asked = { ...key, actions: ["payment:write" as const] };
    expect(detailOf(checkNewKey(asked, administrator, { now: NOW }))).toMatchObject({ pointer: "/actions" });
  });

  it("never allows what its maker may not do, whatever is asked for", () => {
    const roles = fc.uniqueArray(fc.constantFrom(...ROLES), { minLength: 1 });
    const actions = fc.option(fc.uniqueArray(fc.constantFrom(...ACTIONS), { minLength: 1 }), {
      nil: undefined,
    });
    const holder = fc
      .record({ roles, actions })
      .map(({ roles, actions }) => (actions ? { roles, actions } : { roles }));
    fc.assert(
      fc.property(holder, holder, (maker, asked) => {
        const result = checkNewKey({ ...key, ...asked }, maker, { now: NOW });
        const gained = actionsOf(asked).filter((action) => !actionsOf(maker).includes(action));
        expect(result.ok && gained.length > 0).toBe(false);
      }),
    );
  });
});
