import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { A_FULL_COMMITMENT } from "../../unit/investments/attachments/letters.ts";
import {
  A_STRANGER,
  aBesideWorld,
  aNewDocument,
  type BesideWorld,
  faultsIn,
  OWNER,
  THE_FUNDER,
  THE_OWNER,
} from "./beside-world.ts";

const TEXT = "Signed on both sides.";

let world: BesideWorld;
let ask: BesideWorld["ask"];

beforeAll(async () => {
  world = await aBesideWorld();
  ask = world.ask;
});
afterAll(() => world.stop());

type Who = typeof THE_FUNDER;

async function announce(who: Who, id: string, overrides: Record<string, unknown> = {}) {
  const made = await ask(who, "POST", `/commitments/${id}/documents`, {
    body: aNewDocument(TEXT, overrides),
  });
  expect(made.status).toBe(201);
  return made.body;
}

async function put({ upload }: { upload: { url: string; headers: Record<string, string> } }, text = TEXT) {
  return (await fetch(upload.url, { method: "PUT", headers: upload.headers, body: text })).status;
}

async function keep(who: Who, id: string, overrides: Record<string, unknown> = {}) {
  const document = await announce(who, id, overrides);
  expect(await put(document)).toBe(200);
  const confirmed = await ask(who, "POST", `/commitments/${id}/documents/${document.id}/confirmation`);
  expect(confirmed.status).toBe(200);
  return confirmed.body;
}

async function titles(who: Who, path: string): Promise<string[]> {
  const { body } = await ask(who, "GET", path);
  return body.items.map((one: { title?: string; text?: string }) => one.title ?? one.text);
}

describe("a document beside a commitment", () => {
  it("is kept once the bucket says that it holds the file that was announced, and fetched under its name", async () => {
    const id = await world.aSharedCommitment();
    const document = await announce(THE_FUNDER, id);
    const path = `/commitments/${id}/documents/${document.id}`;
    expect((await ask(THE_FUNDER, "POST", `${path}/confirmation`)).body).toMatchObject({
      code: "conflict",
      detail: "Its file was not put yet. Put it to the upload address first.",
    });
    expect((await ask(THE_FUNDER, "GET", `${path}/download`)).status).toBe(409);
    expect(await put(document, "Signed by one of us.!")).toBe(400);
    const again = await ask(THE_FUNDER, "POST", `${path}/upload`);
    expect(await put(again.body)).toBe(200);
    const kept = await ask(THE_FUNDER, "POST", `${path}/confirmation`);
    expect(kept.body).toMatchObject({
      status: "kept",
      size: 21,
      by: { organisationId: THE_FUNDER.organisationId },
    });
    expect(kept.body).not.toHaveProperty("salt");
    expect((await ask(THE_FUNDER, "POST", `${path}/confirmation`)).body).toEqual(kept.body);
    expect((await ask(THE_FUNDER, "POST", `${path}/upload`)).status).toBe(409);
    const { body } = await ask(THE_OWNER, "GET", `${path}/download`);
    const fetched = await fetch(body.url);
    expect([await fetched.text(), fetched.headers.get("content-disposition")]).toEqual([
      TEXT,
      "attachment; filename*=UTF-8''agreement.txt",
    ]);
  });

  it("is withdrawn for a reason: the file is gone, what is known of it stays, and again is no harm", async () => {
    const id = await world.aSharedCommitment();
    const document = await keep(THE_FUNDER, id);
    const path = `/commitments/${id}/documents/${document.id}`;
    const body = { reason: "Names a child" };
    const withdrawn = await ask(THE_FUNDER, "POST", `${path}/withdrawal`, { body });
    expect(withdrawn.body).toMatchObject({ status: "withdrawn", sha256: document.sha256, withdrawn: body });
    expect(await world.documents.identify(`documents/${id}/${document.id}`, new Date().toISOString())).toBe(
      undefined,
    );
    expect((await ask(THE_OWNER, "GET", `${path}/download`)).body.code).toBe("gone");
    expect((await ask(THE_FUNDER, "POST", `${path}/withdrawal`, { body: { reason: "Twice" } })).body).toEqual(
      withdrawn.body,
    );
    expect((await ask(THE_OWNER, "GET", path)).body).toEqual(withdrawn.body);
  });

  it("of the funder's own does not exist for anybody else, not even in a page or the history", async () => {
    const id = await world.aSharedCommitment();
    const secret = await keep(THE_FUNDER, id, { visibility: "funder", title: "Memo on Dana Example" });
    const shared = await keep(THE_FUNDER, id, { title: "Agreement" });
    const path = `/commitments/${id}/documents`;
    expect(await titles(THE_FUNDER, path)).toEqual(["Agreement", "Memo on Dana Example"]);
    expect(await titles(THE_OWNER, path)).toEqual(["Agreement"]);
    for (const [who, one, status] of [
      [THE_OWNER, secret.id, 404],
      [THE_OWNER, shared.id, 200],
      [A_STRANGER, shared.id, 404],
      [A_STRANGER, secret.id, 404],
    ] as const) {
      expect((await ask(who, "GET", `${path}/${one}`)).status).toBe(status);
      expect((await ask(who, "GET", `${path}/${one}/download`)).status).toBe(status);
    }
    const refused = await ask(THE_OWNER, "POST", `${path}/${secret.id}/withdrawal`, {
      body: { reason: "Mine" },
    });
    expect(refused.status).toBe(404);
    const history = await ask(THE_OWNER, "GET", `/commitments/${id}/history`);
    expect(history.text).toContain("commitment.document-kept");
    expect(history.text).not.toMatch(/Memo|Dana|agreement\.txt/);
    expect((await ask(A_STRANGER, "GET", path)).status).toBe(404);
  });

  it("is put there by a partnership's owner too, for both, and seen by the funder once it is there", async () => {
    const id = await world.aSharedCommitment();
    const path = `/commitments/${id}/documents`;
    const hidden = await ask(THE_OWNER, "POST", path, { body: aNewDocument(TEXT, { visibility: "funder" }) });
    expect(hidden.body).toMatchObject({ code: "validation_failed", errors: [{ pointer: "/visibility" }] });
    const announced = await announce(THE_OWNER, id, { kind: "report", title: "Year one" });
    expect((await ask(THE_FUNDER, "GET", `${path}/${announced.id}`)).status).toBe(404);
    expect(await put(announced)).toBe(200);
    expect((await ask(THE_FUNDER, "POST", `${path}/${announced.id}/confirmation`)).status).toBe(404);
    await ask(THE_OWNER, "POST", `${path}/${announced.id}/confirmation`);
    expect((await ask(THE_FUNDER, "GET", `${path}/${announced.id}`)).body).toMatchObject({
      title: "Year one",
      by: { organisationId: OWNER, principalId: THE_OWNER.id },
    });
    const funders = await keep(THE_FUNDER, id);
    const reason = { body: { reason: "Not ours" } };
    expect((await ask(THE_OWNER, "POST", `${path}/${funders.id}/withdrawal`, reason)).body.code).toBe(
      "forbidden",
    );
    expect((await ask(THE_FUNDER, "POST", `${path}/${announced.id}/withdrawal`, reason)).status).toBe(200);
    expect((await ask(A_STRANGER, "POST", path, { body: aNewDocument(TEXT) })).status).toBe(404);
  });

  it("is settled once by rivals: whoever confirms and whoever withdraws never undo each other", async () => {
    const id = await world.aSharedCommitment();
    const document = await announce(THE_FUNDER, id);
    expect(await put(document)).toBe(200);
    const path = `/commitments/${id}/documents/${document.id}`;
    const calls = ["confirmation", "withdrawal", "confirmation", "withdrawal"];
    const body = { reason: "Too early" };
    await Promise.all(calls.map((deed) => ask(THE_FUNDER, "POST", `${path}/${deed}`, { body })));
    expect((await ask(THE_FUNDER, "GET", path)).body.status).toBe("withdrawn");
    const actions = (await world.itemsOf(id))
      .filter(({ sk }) => sk.startsWith("H#"))
      .map(({ action }) => action);
    expect(actions.filter((action) => action === "commitment.document-withdrawn")).toHaveLength(1);
    expect(faultsIn(await world.itemsOf(id))).toEqual([]);
  });

  it("is listed page by page, the latest first", async () => {
    const id = await world.aSharedCommitment();
    const path = `/commitments/${id}/documents`;
    for (const title of ["one", "two", "three"]) await announce(THE_FUNDER, id, { title });
    const first = await ask(THE_FUNDER, "GET", `${path}?limit=2`);
    expect(first.body.items.map(({ title }: { title: string }) => title)).toEqual(["three", "two"]);
    const second = await ask(THE_FUNDER, "GET", `${path}?limit=2&cursor=${first.body.next}`);
    expect(second.body.items.map(({ title }: { title: string }) => title)).toEqual(["one"]);
    const stolen = await ask(THE_OWNER, "GET", `${path}?limit=2&cursor=${first.body.next}`);
    expect(stolen.body.code).toBe("invalid_cursor");
  });
});

describe("a note beside a commitment", () => {
  const note = (text: string, visibility: string) => ({ body: { text, visibility } });

  it("says who wrote what and when, to those it is for", async () => {
    const id = await world.aSharedCommitment();
    const path = `/commitments/${id}/notes`;
    const made = await ask(THE_FUNDER, "POST", path, note("Met Dana Example", "funder"));
    expect(made.body).toEqual({
      id: expect.stringMatching(/^note_/),
      text: "Met Dana Example",
      visibility: "funder",
      by: { principalId: THE_FUNDER.id, organisationId: THE_FUNDER.organisationId },
      at: expect.any(String),
    });
    await ask(THE_OWNER, "POST", path, note("We start in May", "parties"));
    expect(await titles(THE_FUNDER, path)).toEqual(["We start in May", "Met Dana Example"]);
    expect(await titles(THE_OWNER, path)).toEqual(["We start in May"]);
    expect((await ask(THE_OWNER, "GET", `${path}/${made.body.id}`)).status).toBe(404);
    expect((await ask(THE_OWNER, "POST", path, note("For me", "funder"))).status).toBe(422);
    expect((await ask(A_STRANGER, "POST", path, note("Hello", "parties"))).status).toBe(404);
  });

  it("is erased and never edited: the text is gone from everything that is stored, the tombstone stays", async () => {
    const id = await world.aSharedCommitment();
    const path = `/commitments/${id}/notes`;
    const { body } = await ask(THE_FUNDER, "POST", path, note("Dana Example called", "parties"));
    expect(JSON.stringify(await world.itemsOf(id))).toContain("Dana Example called");
    expect((await ask(THE_FUNDER, "PATCH", `${path}/${body.id}`, note("Other", "parties"))).status).toBe(405);
    const reason = { body: { reason: "Dana asked for it" } };
    expect((await ask(THE_OWNER, "POST", `${path}/${body.id}/erasure`, reason)).body.code).toBe("forbidden");
    const erased = await ask(THE_FUNDER, "POST", `${path}/${body.id}/erasure`, reason);
    const { text: _, ...tombstone } = body;
    expect(erased.body).toEqual({
      ...tombstone,
      erased: { at: expect.any(String), by: body.by, reason: "Dana asked for it" },
    });
    expect((await ask(THE_FUNDER, "POST", `${path}/${body.id}/erasure`, reason)).body.code).toBe("conflict");
    const items = await world.itemsOf(id);
    expect(JSON.stringify(items)).not.toContain("Dana Example called");
    expect(JSON.stringify(items.filter(({ sk }) => sk.startsWith("H#")))).not.toContain("Dana");
    expect(faultsIn(items)).toEqual([]);
  });
});

describe("the contacts of a commitment", () => {
  const contact = { name: "Dana Example", role: "Director", email: "dana@example.org", phone: "+1 555 0100" };

  it("are put under the version that was read, and exist for the funder alone", async () => {
    const id = await world.aSharedCommitment();
    const path = `/commitments/${id}/contacts`;
    const none = await ask(THE_FUNDER, "GET", path);
    expect([none.body, none.headers.get("etag")]).toEqual([{ contacts: [] }, '"1"']);
    const body = { contacts: [contact] };
    expect((await ask(THE_FUNDER, "PUT", path, { body })).status).toBe(428);
    const done = await ask(THE_FUNDER, "PUT", path, { body, version: 1 });
    expect([done.body, done.headers.get("etag")]).toEqual([body, '"2"']);
    expect((await ask(THE_FUNDER, "PUT", path, { body, version: 1 })).status).toBe(412);
    expect((await ask(THE_FUNDER, "GET", path)).body).toEqual(body);
    for (const who of [THE_OWNER, A_STRANGER]) {
      expect((await ask(who, "GET", path)).status).toBe(404);
      expect((await ask(who, "PUT", path, { body, version: 2 })).status).toBe(404);
    }
    const viewer = { ...THE_FUNDER, roles: ["viewer"] as const };
    expect((await ask(viewer, "GET", path)).status).toBe(403);
  });

  it("are erased by an empty list: nothing that is stored names them any more", async () => {
    const id = await world.aSharedCommitment();
    const path = `/commitments/${id}/contacts`;
    await ask(THE_FUNDER, "PUT", path, { body: { contacts: [contact] }, version: 1 });
    await ask(THE_FUNDER, "PUT", path, { body: { contacts: [] }, version: 2 });
    const items = await world.itemsOf(id);
    expect(JSON.stringify(items)).not.toMatch(/Dana Example|555 0100/);
    expect(faultsIn(items)).toEqual([]);
  });
});

describe("the award letter of a commitment", () => {
  it("is made from the record for both parties, and names the version", async () => {
    const id = await world.aSharedCommitment(A_FULL_COMMITMENT);
    const letter = await ask(THE_OWNER, "GET", `/commitments/${id}/award-letter`);
    expect(letter.headers.get("etag")).toBe('"1"');
    expect(letter.body).toMatchObject({
      commitmentId: id,
      amountInWords: "One million US dollars",
      asRecorded: { version: 1 },
    });
    const page = await ask(THE_FUNDER, "GET", `/commitments/${id}/award-letter`, { accept: "text/html" });
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(page.text).toContain("As recorded in version 1 on");
    expect((await ask(A_STRANGER, "GET", `/commitments/${id}/award-letter`)).status).toBe(404);
  });

  it("is refused before the board approved it, made from then on, and refused once it is cancelled", async () => {
    const id = await world.aSharedCommitment({ status: "intended", agreedOn: undefined });
    const path = `/commitments/${id}/award-letter`;
    expect((await ask(THE_FUNDER, "GET", path)).body).toMatchObject({
      code: "conflict",
      detail: "The commitment is intended: an award letter is made from approval on.",
    });
    const move = (body: object) => ask(THE_FUNDER, "POST", `/commitments/${id}/status`, { body });
    expect((await move({ status: "approved", on: "2026-02-10", reason: "The board met" })).status).toBe(200);
    expect((await ask(THE_FUNDER, "GET", path)).body).toMatchObject({
      status: "approved",
      approvedOn: "2026-02-10",
    });
    expect((await move({ status: "cancelled", on: "2026-02-20", reason: "It fell through" })).status).toBe(
      200,
    );
    expect((await ask(THE_FUNDER, "GET", path)).status).toBe(409);
  });
});
