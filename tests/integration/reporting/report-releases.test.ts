import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { createApp as createApiApp } from "../../../functions/api/app.ts";
import { createApp as createWebApp } from "../../../functions/web/app.ts";
import { verifyRecords } from "../../../infra/commands/verify-records.ts";
import { canonicalJson } from "../../../shared/platform/canonical-json.ts";
import { queryAll } from "../../../shared/platform/table.ts";
import { putIf } from "../../../shared/platform/transaction.ts";
import type { ReleaseView } from "../../../shared/reporting/releases/release-view.ts";
import { NO_FILES } from "../../support/memory-bucket.ts";
import { tableOfSuite } from "../../support/suite.ts";
import { contentOf, diffOf, makeReleasesWorld, type ReleasesWorld, release } from "./releases-world.ts";

const SIGN_IN = {
  issuer: "https://issuer.example",
  clientId: "client",
  authorizeUrl: "https://issuer.example/authorize",
  tokenUrl: "https://issuer.example/token",
  signOutUrl: "https://issuer.example/logout",
};
const NOW = "2026-06-01T09:00:00.000Z";
const EXISTS = { expression: "attribute_exists(pk)" };

const table = tableOfSuite();
let made: ReleasesWorld;
let now = NOW;

beforeAll(async () => {
  made = await makeReleasesWorld(table, () => now);
}, 60_000);

const ofPartnership = (more: object = {}) => ({
  kind: "partnership",
  subjectId: made.partnershipId,
  ...more,
});
const refusal = async (who: "funder" | "backbone", body: object) => {
  const words = { title: "The year", authors: ["Harbour Fund"] };
  const path = "/report-releases";
  const response = await made.world.call(who, { method: "POST", path, body: { ...words, ...body } });
  return { status: response.status, ...((await response.json()) as object) };
};

describe("a release of a report", () => {
  it("is handed out in each format as the bytes whose hashes it names, and is cited by the first", async () => {
    const view = await release(made.world, "funder", ofPartnership());
    expect(view).toMatchObject({
      number: 1,
      status: "released",
      organisationId: made.funderId,
      audience: [],
    });
    expect(view.formats.map(({ format }) => format)).toEqual(["json", "csv", "html"]);
    for (const { format, sha256, bytes } of view.formats) {
      const content = await contentOf(made.world, "funder", view.id, format);
      expect(content).toMatchObject({ status: 200, sha256 });
      expect(content.bytes.byteLength).toBe(bytes);
      expect(content.headers.get("etag")).toBe(`"${sha256}"`);
      // It can be withdrawn: whoever holds a copy asks whether it still stands.
      expect(content.headers.get("cache-control")).toBe("private, no-cache");
    }
    const json = await contentOf(made.world, "funder", view.id, "json");
    const { report, release: said } = JSON.parse(json.text);
    expect(json.text).toBe(canonicalJson({ report, release: said }));
    expect(report.sections.length).toBeGreaterThan(10);
    expect(view.citation).toBe(
      `Harbour Fund (2026). Every child ready: the year. Release 1, 2026-06-01. http://localhost/v1/report-releases/${view.id}. SHA-256 ${json.sha256}`,
    );
    const html = await contentOf(made.world, "funder", view.id, "html");
    expect(html.text).toContain(`Release 1, 2026-06-01. http://localhost/v1/report-releases/${view.id}`);
    expect(html.headers.get("content-security-policy")).toContain("sha256-");
    expect((await contentOf(made.world, "funder", view.id, "csv")).text.split("\n").length).toBeGreaterThan(
      10,
    );
  });

  it("is numbered densely in its series, whoever asks at once, and once for one key", async () => {
    const of = { kind: "strategy", subjectId: made.strategyId, partnershipId: made.partnershipId };
    const body = { ...of, title: "The strategy", authors: ["Harbour Fund"], sections: ["gaps", "methods"] };
    const post = (key?: string) =>
      made.world.send("funder", { method: "POST", path: "/report-releases", body, ...(key ? { key } : {}) });
    const views = (await Promise.all([post(), post("one"), post("one"), post()])) as unknown as ReleaseView[];
    const numbers = [...new Map(views.map(({ id, number }) => [id, number])).values()].sort();
    expect(numbers).toEqual([1, 2, 3]);
    const other = await release(made.world, "backbone", of);
    expect(other.number).toBe(1);
    const series = await made.world.send("funder", { path: `/report-releases/${views[0]?.id}/series` });
    expect(series.items).toMatchObject([{ number: 3 }, { number: 2 }, { number: 1 }]);
    const list = await made.world.send("funder", { path: `/report-releases?subjectId=${made.strategyId}` });
    expect(list.items).toHaveLength(3);
    expect((await verifyRecords(table)).faults).toEqual([]);
  });

  it("leaves no bytes behind where it was refused", async () => {
    const before = await allBytes();
    const astray = await refusal("funder", { ...ofPartnership(), sections: ["partnerships"] });
    expect(astray).toMatchObject({ status: 422, errors: [{ pointer: "/sections" }] });
    const wrong = await refusal("funder", { kind: "commitment", subjectId: made.partnershipId });
    expect(wrong).toMatchObject({ status: 422, errors: [{ pointer: "/subjectId" }] });
    expect(await allBytes()).toBe(before);
  });
});

async function allBytes(): Promise<number> {
  const { items } = await made.world.send("funder", { path: "/report-releases" });
  const all = await Promise.all(
    (items as ReleaseView[]).map(({ id }) => queryAll(table, { partition: `RPR#${id}`, prefix: "B#" })),
  );
  return all.flat().length;
}

describe("a copy that a reader holds", () => {
  it("is not sent again while the release stands, and is gone when it is withdrawn", async () => {
    const view = await release(made.world, "funder", ofPartnership({ sections: ["gaps"] }));
    const path = `/v1/report-releases/${view.id}/content.json`;
    const etag = `"${view.formats.find(({ format }) => format === "json")?.sha256}"`;
    const asked = (tag: string) =>
      createApiApp(made.world.deps).request(path, {
        headers: { authorization: "funder", "if-none-match": tag },
      });
    const held = await asked(etag);
    expect([held.status, await held.text(), held.headers.get("etag")]).toEqual([304, "", etag]);
    expect((await asked('"another"')).status).toBe(200);
    const withdraw = { method: "POST", path: `/report-releases/${view.id}/withdraw`, ifMatch: view.version };
    await made.world.send("funder", { ...withdraw, body: { reason: "An error" } });
    expect((await asked(etag)).status).toBe(410);
  });
});

describe("whom a release is handed to", () => {
  it("reads it as its owner does, and does not learn to whom else", async () => {
    const sections = ["outcomes", "gaps", "stories", "methods"];
    const audience = [made.funderId, made.secondId];
    const view = await release(made.world, "backbone", ofPartnership({ audience, sections }));
    expect(view.audience?.toSorted()).toEqual(audience.toSorted());
    const read = await made.second.send("funder", { path: `/report-releases/${view.id}` });
    expect(read).not.toHaveProperty("audience");
    const [own, theirs] = await Promise.all([
      contentOf(made.world, "backbone", view.id, "json"),
      contentOf(made.second, "funder", view.id, "json"),
    ]);
    expect(theirs.sha256).toBe(own.sha256);
    const list = await made.second.send("funder", { path: "/report-releases" });
    expect(list.items).toMatchObject([{ id: view.id }]);
    const diff = await made.second.call("funder", { path: `/report-releases/${view.id}/diff` });
    expect(diff.status).toBe(404);
  });

  it("is refused at whoever may not read what it is of, or the terms that others gave", async () => {
    const audience = [made.secondId];
    const terms = await refusal("backbone", ofPartnership({ audience }));
    expect(terms).toMatchObject({ status: 422, errors: [{ pointer: "/audience/0" }] });
    const commitment = { kind: "commitment", subjectId: made.commitmentId, audience };
    expect(await refusal("funder", commitment)).toMatchObject({ errors: [{ pointer: "/audience/0" }] });
    const ownTerms = await release(made.world, "funder", ofPartnership({ audience, sections: ["money"] }));
    expect(ownTerms.audience).toEqual(audience);
    const portfolio = { kind: "portfolio", subjectId: made.funderId, audience };
    expect(await refusal("funder", portfolio)).toMatchObject({ errors: [{ pointer: "/audience/0" }] });
  });

  it("is nobody else: a release is not there for them", async () => {
    const view = await release(made.world, "funder", ofPartnership());
    const path = `/report-releases/${view.id}`;
    for (const below of ["", "/content", "/content.csv", "/series", "/differences", "/diff", "/history"])
      expect((await made.second.call("funder", { path: path + below })).status).toBe(404);
    const withdraw = { method: "POST", path: `${path}/withdraw`, body: { reason: "Mischief" }, ifMatch: 1 };
    expect((await made.second.call("funder", withdraw)).status).toBe(404);
  });
});

describe("a restatement", () => {
  it("is the next release, with its reason and what it says otherwise, and is named at the one before", async () => {
    const of = { kind: "big-bet", subjectId: made.betId };
    const first = await release(made.world, "funder", { ...of, audience: [made.secondId] });
    now = "2026-06-02T09:00:00.000Z";
    const amount = { amount: "1000.00", currency: "USD" };
    const payment = { trancheNumber: 1, on: "2026-06-01", amount };
    const { items } = await made.world.send("funder", { path: "/commitments" });
    const ofBet = (items as { id: string; title: string }[]).find(({ title }) => title === "For the bet");
    const path = `/commitments/${ofBet?.id}/payments`;
    await made.world.send("funder", { method: "POST", path, body: payment });
    const reason = "A payment was not counted";
    const restates = { releaseId: first.id, reason };
    const second = await release(made.world, "funder", { ...of, audience: [made.secondId], restates });
    expect(second).toMatchObject({ number: 2, restates: { id: first.id, number: 1, reason } });
    const read = await made.second.send("funder", { path: `/report-releases/${first.id}` });
    expect(read).toMatchObject({ restatedBy: { id: second.id, number: 2, reason }, status: "released" });
    const differences = await made.second.send("funder", {
      path: `/report-releases/${second.id}/differences`,
    });
    const { items: found, causes } = differences as unknown as Awaited<ReturnType<typeof diffOf>>;
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((item) => item.causes.length > 0)).toBe(true);
    expect(causes).toMatchObject([{ kind: "payment", of: ofBet?.id }]);
    // It is handed on: who recorded it is said of nobody.
    expect(causes[0]).not.toHaveProperty("by");
    expect(await refusal("funder", { ...of, restates })).toMatchObject({
      status: 409,
      restatedBy: second.id,
    });
    const elsewhere = await refusal("funder", { ...ofPartnership(), restates });
    expect(elsewhere).toMatchObject({ status: 422, errors: [{ pointer: "/restates/releaseId" }] });
    expect((await verifyRecords(table)).faults).toEqual([]);
  });

  it("is made once of one release, however many ask at once", async () => {
    const of = { kind: "commitment", subjectId: made.commitmentId, sections: ["methods"] };
    const first = await release(made.world, "funder", of);
    const restates = { releaseId: first.id, reason: "Twice" };
    const body = { ...of, title: "Again", authors: ["Harbour Fund"], restates };
    const tries = await Promise.all(
      [1, 2, 3].map(() => made.world.call("funder", { method: "POST", path: "/report-releases", body })),
    );
    expect(tries.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect((await verifyRecords(table)).faults).toEqual([]);
  });
});

describe("a withdrawn release", () => {
  it("answers 410 with its citation, reason and hashes, and keeps no bytes", async () => {
    const view = await release(made.world, "funder", ofPartnership({ sections: ["outcomes"] }));
    const copy = await contentOf(made.world, "funder", view.id, "json");
    const path = `/report-releases/${view.id}`;
    const withdraw = { method: "POST", path: `${path}/withdraw`, body: { reason: "Wrong counts" } };
    expect((await made.world.call("funder", { ...withdraw, ifMatch: 7 })).status).toBe(412);
    await made.world.send("funder", { ...withdraw, ifMatch: view.version });
    for (const below of ["", "/content", "/content.html", "/diff"]) {
      const gone = await made.world.call("funder", { path: path + below });
      expect(gone.status).toBe(410);
      const { release: left } = (await gone.json()) as { release: ReleaseView };
      expect(left).toMatchObject({ citation: view.citation, withdrawal: { reason: "Wrong counts" } });
      expect(left.formats.find(({ format }) => format === "json")?.sha256).toBe(copy.sha256);
    }
    expect(await queryAll(table, { partition: `RPR#${view.id}`, prefix: "B#" })).toEqual([]);
    // Again it goes on where it was cut off, and the first reason stays.
    const again = { ...withdraw, body: { reason: "Another" }, ifMatch: view.version };
    expect(await made.world.send("funder", again)).toMatchObject({ withdrawal: { reason: "Wrong counts" } });
    expect((await verifyRecords(table)).faults).toEqual([]);
  });
});

/** All that is stored of a release, inflated: its formats, what it was made from, its head and its history. */
async function storedTexts(id: string): Promise<string> {
  const items = await queryAll(table, { partition: `RPR#${id}` });
  const blobs = Map.groupBy(items, ({ sk }) => (sk.startsWith("B#") ? sk.slice(0, -5) : ""));
  return [...blobs]
    .map(([name, of]) =>
      name === ""
        ? JSON.stringify(of)
        : gunzipSync(Buffer.concat(of.map(({ bytes }) => bytes as Uint8Array))).toString("utf8"),
    )
    .join("\n");
}

describe("a story in a release", () => {
  it("is its digest: its words are in no stored byte, and taking them back changes none", async () => {
    const view = await release(made.world, "funder", ofPartnership({ sections: ["stories"] }));
    const before = await Promise.all(
      (["json", "csv", "html"] as const).map((format) => contentOf(made.world, "funder", view.id, format)),
    );
    const [json] = before;
    const [story] = JSON.parse(json?.text ?? "").report.sections[0].content.items;
    expect(story.wordsDigest).toHaveLength(64);
    const words = await made.world.send("backbone", { path: `/stories/${story.id}` });
    expect(words).toMatchObject({ words: { title: "For funders", text: "A wise owl said so." } });
    for (const { text } of [...before, { text: await storedTexts(view.id) }]) {
      expect(text).not.toContain("A wise owl said so.");
      expect(text).not.toContain("For funders");
    }
    const { version } = await made.world.send("backbone", { path: `/stories/${story.id}` });
    await made.world.send("backbone", {
      method: "POST",
      path: `/stories/${story.id}/withdrawal`,
      body: { reason: "She asked" },
      ifMatch: version,
    });
    const after = await Promise.all(
      (["json", "csv", "html"] as const).map((format) => contentOf(made.world, "funder", view.id, format)),
    );
    expect(after.map(({ sha256 }) => sha256)).toEqual(before.map(({ sha256 }) => sha256));
    const { items, causes } = await diffOf(made.world, "funder", view.id);
    expect(causes).toEqual([{ kind: "taken-back", of: story.id }]);
    // What it said of the story, and that the list of stories is empty.
    const others = items.filter(({ path, after }) => !(path.includes(story.id) && after === undefined));
    expect(others).toMatchObject([{ path: "/stories/items", after: [] }]);
    expect(items.every((item) => item.causes.join() === "0")).toBe(true);
  });
});

describe("the pages of releases", () => {
  const visit = async (who: "funder" | "backbone", path: string) => {
    const { deps } = made.world;
    const app = createWebApp({
      table,
      authenticate: () => deps.authenticate(who),
      clock: deps.clock,
      cursorSecret: deps.cursorSecret,
      files: NO_FILES,
      signIn: SIGN_IN,
    });
    const response = await app.request(path, { headers: { cookie: "session=token" } });
    return { status: response.status, headers: response.headers, html: await response.text() };
  };

  it("are the frozen page within its own headers, and a list of what one made and was handed", async () => {
    const view = await release(made.world, "funder", ofPartnership({ title: "For the page" }));
    const path = `/report-releases/${view.id}`;
    const page = await visit("funder", path);
    const frozen = await contentOf(made.world, "funder", view.id, "html");
    expect(page.html).toBe(frozen.text);
    for (const name of ["content-security-policy", "etag"])
      expect(page.headers.get(name)).toBe(frozen.headers.get(name));
    const list = await visit("funder", "/report-releases");
    expect(list.html).toContain(`<a href="${path}">For the page</a>`);
    expect(list.html).toContain("Wrong counts");
    expect((await visit("backbone", path)).status).toBe(404);
    const withdraw = { method: "POST", path: `${path}/withdraw`, body: { reason: "An error" }, ifMatch: 1 };
    await made.world.send("funder", withdraw);
    const gone = await visit("funder", path);
    expect(gone.status).toBe(410);
    expect(gone.html).toContain(view.citation);
  });
});

describe("verifying", () => {
  it("finds and locates what was altered by hand in the bytes, the head and the history of a release", async () => {
    const view = await release(made.world, "funder", ofPartnership({ sections: ["outcomes", "gaps"] }));
    const partition = `RPR#${view.id}`;
    const [bytes, reader, head, change] = await Promise.all(
      ["B#json", "X#R#", "C#HEAD", "H#"].map(
        async (prefix) => (await queryAll(table, { partition, prefix }))[0],
      ),
    );
    if (!bytes || !reader || !head || !change) throw new Error("The table does not hold what was written.");
    const altered = [
      { ...bytes, bytes: Buffer.concat([bytes.bytes as Uint8Array, Buffer.from([0])]) },
      { ...reader, organisationId: made.secondId },
      { ...head, manifest: String(head.manifest).replace("Every child ready", "Every child behind") },
      { ...change, action: "report-release.withdrawn" },
    ];
    for (const [index, item] of [bytes, reader, head, change].entries()) {
      await putIf(table, { ...item, ...altered[index] }, EXISTS);
      const { faults } = await verifyRecords(table);
      expect(faults).toMatchObject([{ pk: partition, sk: item.sk }]);
      await putIf(table, item, EXISTS);
    }
    expect((await verifyRecords(table)).faults).toEqual([]);
  });
});
