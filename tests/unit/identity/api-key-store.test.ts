import {
  DynamoDBClient,
  GetItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, it } from "vitest";
import { keyText, secretHash } from "../../../shared/identity/api-key.ts";
import { createAuthenticator } from "../../../shared/identity/authenticate.ts";
import { createApiKey } from "../../../shared/identity/create-api-key.ts";
import { getApiKey } from "../../../shared/identity/read-api-keys.ts";
import { revokeApiKey } from "../../../shared/identity/revoke-api-key.ts";

const NOW = "2026-11-23T12:00:00.000Z";
const ORG = "org_01J0000000000000000000000A";
const ID = "key_01J0000000000000000000000A";
const SECRET = "s".repeat(43);
const maker = {
  kind: "person",
  id: "per_01J0000000000000000000000A",
  organisationId: ORG,
  organisationKind: "funder",
  roles: ["administrator"],
} as const;

const client = new DynamoDBClient({ region: "eu-west-2" });
const mock = mockClient(client);
const table = { client, name: "records" };
beforeEach(() => mock.reset());

/** A key as the table holds it. */
function storedKey(overrides: Record<string, unknown> = {}) {
  return marshall({
    pk: `KEY#${ID}`,
    sk: "C#HEAD",
    type: "api-key",
    ownerId: ORG,
    schemaVersion: 1,
    version: 1,
    recordedAt: "2026-11-01T00:00:00.000Z",
    historyHash: "f".repeat(64),
    ownerPk: `ORG#${ORG}#KEY`,
    ownerSk: ID,
    id: ID,
    organisationId: ORG,
    organisationKind: "funder",
    label: "Sync",
    roles: ["viewer"],
    secretHash: secretHash(SECRET),
    validUntil: "2027-01-01T00:00:00.000Z",
    createdBy: maker.id,
    ...overrides,
  });
}

function cancelled(codes: readonly string[], item?: Record<string, unknown>) {
  return new TransactionCanceledException({
    message: "cancelled",
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code, ...(item ? { Item: marshall(item) } : {}) })),
  });
}

describe("making a key", () => {
  it("writes head and change in one transaction, with the hash of the secret and never the secret", async () => {
    mock.on(TransactWriteItemsCommand).resolves({});
    const made = await createApiKey(
      { table, newId: () => ID },
      {
        maker,
        key: {
          label: "Sync",
          roles: ["viewer"],
          actions: ["report:read"],
          expiresAt: "2027-01-01T00:00:00Z",
        },
        now: NOW,
      },
    );
    if (!made.ok) throw new Error(made.problem.detail);
    const secret = made.value.key.slice(-43);
    const input = mock.commandCalls(TransactWriteItemsCommand)[0]?.args[0].input;
    expect(input?.TransactItems).toHaveLength(2);
    const [head, change] = input?.TransactItems ?? [];
    expect(head?.Put?.ConditionExpression).toBe("attribute_not_exists(pk)");
    expect(head?.Put?.Item).toMatchObject(
      marshall({
        pk: `KEY#${ID}`,
        sk: "C#HEAD",
        ownerId: ORG,
        ownerPk: `ORG#${ORG}#KEY`,
        ownerSk: ID,
        version: 1,
        secretHash: secretHash(secret),
        validUntil: "2027-01-01T00:00:00.000Z",
        roles: ["viewer"],
        actions: ["report:read"],
      }),
    );
    expect(change?.Put?.Item).toMatchObject(marshall({ sk: "H#0000000001", action: "key.create" }));
    expect(JSON.stringify(input)).not.toContain(secret);
  });

  it("lets a failing table be known", async () => {
    mock.on(TransactWriteItemsCommand).rejects(new Error("unreachable"));
    const key = { label: "Sync", roles: ["viewer" as const], expiresAt: "2027-01-01T00:00:00Z" };
    await expect(createApiKey({ table, newId: () => ID }, { maker, key, now: NOW })).rejects.toThrow(
      "unreachable",
    );
  });
});

describe("reading a key", () => {
  it("is one strongly consistent GetItem", async () => {
    mock.on(GetItemCommand).resolves({ Item: storedKey() });
    const read = await getApiKey({ table }, { principal: maker, keyId: ID, now: NOW });
    expect(read).toMatchObject({ ok: true, value: { id: ID, status: "active" } });
    expect(JSON.stringify(read)).not.toContain("secretHash");
    expect(mock.calls()).toHaveLength(1);
    expect(mock.commandCalls(GetItemCommand)[0]?.args[0].input).toEqual({
      TableName: "records",
      Key: marshall({ pk: `KEY#${ID}`, sk: "C#HEAD" }),
      ConsistentRead: true,
      ReturnConsumedCapacity: "TOTAL",
    });
  });

  it("finds nothing where there is none, and nothing of another organisation", async () => {
    mock
      .on(GetItemCommand)
      .resolvesOnce({})
      .resolvesOnce({ Item: storedKey({ organisationId: "org_other" }) });
    const nowhere = await getApiKey({ table }, { principal: maker, keyId: ID, now: NOW });
    const elsewhere = await getApiKey({ table }, { principal: maker, keyId: ID, now: NOW });
    expect(nowhere).toMatchObject({ ok: false, problem: { code: "not_found" } });
    expect(elsewhere).toEqual(nowhere);
  });

  it("does not make do with an item that is no key", async () => {
    mock.on(GetItemCommand).resolves({ Item: storedKey({ roles: ["emperor"] }) });
    await expect(getApiKey({ table }, { principal: maker, keyId: ID, now: NOW })).rejects.toThrow();
  });
});

describe("revoking a key", () => {
  const input = { principal: maker, keyId: ID, reason: "Laptop lost", now: NOW };

  it("writes the instant and the reason, under a condition on the version that was read", async () => {
    mock.on(GetItemCommand).resolves({ Item: storedKey() });
    mock.on(TransactWriteItemsCommand).resolves({});
    const revoked = await revokeApiKey({ table }, input);
    expect(revoked).toMatchObject({ ok: true, value: { version: 2, status: "revoked", revokedAt: NOW } });
    const [head, change] = mock.commandCalls(TransactWriteItemsCommand)[0]?.args[0].input.TransactItems ?? [];
    expect(head?.Put).toMatchObject({
      ConditionExpression: "version = :version",
      ExpressionAttributeValues: { ":version": { N: "1" } },
    });
    expect(head?.Put?.Item).toMatchObject({ revokedAt: { S: NOW }, version: { N: "2" } });
    expect(change?.Put?.Item).toMatchObject({ reason: { S: "Laptop lost" }, action: { S: "key.revoke" } });
  });

  it("reads again where somebody changed the key in between", async () => {
    mock
      .on(GetItemCommand)
      .resolvesOnce({ Item: storedKey() })
      .resolves({ Item: storedKey({ version: 2 }) });
    mock
      .on(TransactWriteItemsCommand)
      .rejectsOnce(cancelled(["ConditionalCheckFailed", "None"], { pk: "p", sk: "s", version: 2 }))
      .resolves({});
    expect(await revokeApiKey({ table }, input)).toMatchObject({ ok: true, value: { version: 3 } });
  });

  it("gives up after five rounds and says which version it met", async () => {
    mock.on(GetItemCommand).resolves({ Item: storedKey() });
    mock
      .on(TransactWriteItemsCommand)
      .rejects(cancelled(["ConditionalCheckFailed", "None"], { pk: "p", sk: "s", version: 2 }));
    expect(await revokeApiKey({ table }, input)).toMatchObject({
      ok: false,
      problem: { code: "version_conflict", extra: { currentVersion: 2 } },
    });
    expect(mock.commandCalls(TransactWriteItemsCommand)).toHaveLength(5);
  });

  it("is refused the second time, without writing", async () => {
    mock.on(GetItemCommand).resolves({ Item: storedKey({ revokedAt: "2026-11-02T00:00:00.000Z" }) });
    expect(await revokeApiKey({ table }, input)).toMatchObject({ ok: false, problem: { code: "conflict" } });
    expect(mock.commandCalls(TransactWriteItemsCommand)).toHaveLength(0);
  });
});

describe("an Authorization header", () => {
  const authenticate = createAuthenticator({
    table,
    tokens: { issuer: "https://i.example", keysUrl: "http://127.0.0.1:1/keys", audience: "a" },
    clock: () => NOW,
  });
  const header = `Bearer ${keyText(ID, SECRET)}`;

  it("with a key costs one GetItem and gives its principal", async () => {
    mock.on(GetItemCommand).resolves({ Item: storedKey({ actions: ["report:read"] }) });
    expect(await authenticate(header)).toEqual({
      ok: true,
      value: {
        kind: "key",
        id: ID,
        organisationId: ORG,
        organisationKind: "funder",
        roles: ["viewer"],
        actions: ["report:read"],
        madeBy: maker.id,
      },
    });
    expect(mock.calls()).toHaveLength(1);
  });

  it("with a key that a key made leads to who made the first one", async () => {
    mock.on(TransactWriteItemsCommand).resolves({});
    mock.on(GetItemCommand).resolves({ Item: storedKey({ roles: ["administrator"] }) });
    const first = await authenticate(header);
    if (!first.ok) throw new Error(first.problem.detail);
    const key = { label: "Sync", roles: ["viewer" as const], expiresAt: "2026-12-24T00:00:00Z" };
    const made = await createApiKey({ table, newId: () => ID }, { maker: first.value, key, now: NOW });
    if (!made.ok) throw new Error(made.problem.detail);
    const written =
      mock.commandCalls(TransactWriteItemsCommand)[0]?.args[0].input.TransactItems?.[0]?.Put?.Item;
    expect(written).toMatchObject(marshall({ createdBy: ID, firstMadeBy: maker.id }));
    if (!written) throw new Error("Nothing was written.");
    mock.on(GetItemCommand).resolves({ Item: written });
    expect(await authenticate(`Bearer ${made.value.key}`)).toMatchObject({ value: { madeBy: maker.id } });
  });

  it.each([
    ["missing", undefined, "header: Authorization"],
    ["blank", " ", "header: Authorization"],
    ["of another scheme", "Basic abc", "must be: Bearer"],
    ["of two tokens", "Bearer a b", "must be: Bearer"],
    ["a key cut off", header.slice(0, -1), "cut off or altered"],
    ["a token that is none", "Bearer garbage", "cannot be verified"],
    ["a token that nobody signed", "Bearer e30.e30.e30", "cannot be verified"],
  ])("%s is refused before the table is asked", async (_what, given, detail) => {
    const refused = await authenticate(given);
    expect(refused).toMatchObject({ ok: false, problem: { code: "not_signed_in" } });
    expect(refused.ok || refused.problem.detail).toContain(detail);
    expect(mock.calls()).toHaveLength(0);
  });

  it("does not tell a wrong secret from a key that does not exist", async () => {
    mock
      .on(GetItemCommand)
      .resolvesOnce({})
      .resolves({ Item: storedKey({ revokedAt: NOW }) });
    const unknown = await authenticate(header);
    const wrong = await authenticate(`Bearer ${keyText(ID, "x".repeat(43))}`);
    expect(unknown).toMatchObject({ ok: false, problem: { detail: "This API key is not known here." } });
    expect(wrong).toEqual(unknown);
  });

  it("of a revoked or expired key says so to who holds it", async () => {
    mock
      .on(GetItemCommand)
      .resolvesOnce({ Item: storedKey({ revokedAt: NOW }) })
      .resolves({ Item: storedKey({ validUntil: NOW }) });
    expect(await authenticate(header)).toMatchObject({
      problem: { detail: `This API key was revoked at ${NOW}.` },
    });
    expect(await authenticate(header)).toMatchObject({
      problem: { detail: `This API key expired at ${NOW}.` },
    });
  });
});
