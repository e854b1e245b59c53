import { describe, expect, it } from "vitest";
import { verifyRecords } from "../../../infra/commands/verify-records.ts";
import { contentHash } from "../../../shared/platform/canonical-json.ts";
import { tableOfSuite, worldOfSuite } from "../../support/suite.ts";
import { aDraft, at, aWorld, done, fill, step, write } from "./submissions-world.ts";

const table = tableOfSuite();
const world = worldOfSuite(() => aWorld(table));

const standings = async (id: string) => {
  const { body } = await done(world.partnership("GET", `/report-submissions/${id}`));
  return body.answers.map(({ standing, edition }) => `${standing} ${edition}`);
};

describe("a report that is written once", () => {
  it("has each section once that several templates ask for, and says what each report lacks", async () => {
    const id = await aDraft(world);
    await write(world.partnership, id, "story", { text: "More children read." });
    const { body } = await done(world.partnership("GET", `/report-submissions/${id}`));
    expect(body.sections.map(({ key, titles, askedBy }) => [key, titles.length, askedBy.length])).toEqual([
      ["story", 2, 2],
      ["reading", 2, 2],
      ["spending", 1, 1],
      ["next", 1, 1],
    ]);
    expect(body.answers.map(({ lacks }) => lacks.map(({ key }) => key))).toEqual([
      ["reading", "spending"],
      ["reading", "next"],
    ]);
    const refused = await step(world.partnership, id, "submission");
    expect(refused).toMatchObject({ status: 409, body: { code: "conflict", lacks: [{}, {}] } });
  });

  it("is read by each funder as its own: its template, its period, its money, and nothing of the other", async () => {
    const id = await aDraft(world);
    await fill(world, id);
    const handed = await step(world.partnership, id, "submission");
    expect(handed.body.handedIn.map(({ outcome }) => outcome)).toEqual(["handed-in", "handed-in"]);
    const ofHarbor = (await done(world.harbor("GET", `${at(world.toHarbor)}/report`))).body;
    const ofLakes = (await done(world.lakes("GET", `${at(world.toLakes)}/report`))).body;
    const view = (report: typeof ofHarbor) =>
      report.sections.map((section) => JSON.parse(JSON.stringify(section)));
    expect(view(ofHarbor)).toMatchObject([
      { key: "story", title: "What changed", words: { text: "More children read." } },
      { key: "reading", title: "Reading by 8", figures: [{ figure: { value: 54, label: "2024-25" } }] },
      { key: "spending", total: { amount: "1000.30", currency: "USD" } },
    ]);
    expect(view(ofLakes)).toMatchObject([
      { key: "story", title: "Your story", words: { text: "More children read." } },
      { key: "reading", title: "Outcomes", figures: [{ figure: { value: 52, label: "2023-24" } }] },
      { key: "next", words: { text: "We go on." } },
    ]);
    const told = JSON.stringify(ofLakes);
    for (const word of [world.toHarbor.commitmentId, "Coaches", "1000.10", "spending", "Harbor", "The year"])
      expect(told).not.toContain(word);
    const [foreign, strange] = await Promise.all([
      world.lakes("GET", `${at(world.toHarbor)}/report`),
      world.stranger("GET", `${at(world.toHarbor)}/report`),
    ]);
    expect([foreign.status, strange.status]).toEqual([404, 404]);
  });

  it("has other words for one funder where they are written, which the other is not shown", async () => {
    const id = await aDraft(world);
    await fill(world, id);
    const texts = [{ commitmentId: world.toLakes.commitmentId, text: "As Lakes asked it." }];
    await write(world.partnership, id, "story", { text: "More children read.", texts });
    await step(world.partnership, id, "submission");
    const ofHarbor = (await done(world.harbor("GET", `${at(world.toHarbor)}/report`))).body;
    const ofLakes = (await done(world.lakes("GET", `${at(world.toLakes)}/report`))).body;
    const wordsIn = (body: typeof ofHarbor) => JSON.parse(JSON.stringify(body.sections))[0].words.text;
    expect([wordsIn(ofHarbor), wordsIn(ofLakes)]).toEqual(["More children read.", "As Lakes asked it."]);
    expect(JSON.stringify(ofHarbor)).not.toContain("As Lakes");
    const long = Array.from({ length: 5 }, (_, index) => {
      return { commitmentId: `cmt_01JD000000000000000000000${index}`, text: "a".repeat(9_000) };
    });
    const tooLong = await world.partnership("PUT", `/report-submissions/${id}/sections/story`, {
      body: { texts: long },
      version: '"2"',
    });
    expect(tooLong).toMatchObject({ status: 422, body: { errors: [{ pointer: "/texts" }] } });
  });

  it("has a hash that its funder can compute from what it reads", async () => {
    const id = await aDraft(world);
    await fill(world, id);
    await step(world.partnership, id, "submission");
    const { body } = await done(world.harbor("GET", `${at(world.toHarbor)}/report`));
    const { partnershipId, requirement, money } = body;
    const sections = JSON.parse(JSON.stringify(body.sections)).map(
      ({ words, total: _total, ...section }: { words: object; total: object; digest: string }) => {
        expect(contentHash(words)).toBe(section.digest);
        return section;
      },
    );
    expect(contentHash({ partnershipId, requirement, money, sections })).toBe(body.contentHash);
    const listed = await done(world.harbor("GET", at(world.toHarbor)));
    expect(listed.body).toMatchObject({
      status: "submitted",
      submission: { report: { submissionId: id, edition: 1, contentHash: body.contentHash } },
    });
  });

  it("leaves no words in any history, and histories that verify", async () => {
    const id = await aDraft(world);
    await fill(world, id);
    await step(world.partnership, id, "submission");
    await done(
      world.lakes("POST", `${at(world.toLakes)}/return`, {
        body: { comment: "Nearly", sections: [{ key: "next", comment: "Ask the coach by name" }] },
      }),
    );
    await step(world.partnership, id, "reopening", { reason: "Lakes asked" });
    await write(world.partnership, id, "next", { text: "We go on, with coaches." });
    for (const path of ["history", "sections/next/history"]) {
      const { body } = await done(world.partnership("GET", `/report-submissions/${id}/${path}`));
      expect(body.items.length).toBeGreaterThan(1);
      expect(JSON.stringify(body)).not.toContain("We go on");
    }
    const told = await done(world.lakes("GET", `/commitments/${world.toLakes.commitmentId}/history`));
    expect(JSON.stringify(told.body)).not.toContain("by name");
    expect((await verifyRecords(table)).faults).toEqual([]);
  });
});

describe("several people at once", () => {
  it("write different sections undisturbed, and of one section see both texts", async () => {
    const id = await aDraft(world);
    const path = `/report-submissions/${id}/sections`;
    const put = (by: typeof world.partnership, key: string, text: string) =>
      by("PUT", `${path}/${key}`, { body: { text }, version: '"0"' });
    const apart = await Promise.all([
      put(world.partnership, "story", "A"),
      put(world.colleague, "next", "B"),
    ]);
    expect(apart.map(({ status, version }) => [status, version])).toEqual([
      [200, '"1"'],
      [200, '"1"'],
    ]);
    const rivals = await Promise.all(
      ["C", "D"].map((text) => world.partnership("PUT", `${path}/story`, { body: { text }, version: '"1"' })),
    );
    expect(rivals.map(({ status }) => status).sort()).toEqual([200, 412]);
    const won = rivals.find(({ status }) => status === 200)?.body.content.text;
    const lost = rivals.find(({ status }) => status === 412)?.body;
    expect(lost).toMatchObject({ code: "version_conflict", currentVersion: 2, current: { text: won } });
    expect([won, lost?.yours.text].sort()).toEqual(["C", "D"]);
    expect((await world.partnership("PUT", `${path}/story`, { body: { text: "E" } })).status).toBe(428);
  });

  it("may begin a section at the same moment; one begins it", async () => {
    const id = await aDraft(world);
    const begun = await Promise.all(
      ["A", "B"].map((text) =>
        world.partnership("PUT", `/report-submissions/${id}/sections/story`, {
          body: { text },
          version: '"0"',
        }),
      ),
    );
    expect(begun.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it("change nothing by sending again what stands there already, over whichever version", async () => {
    const id = await aDraft(world);
    const path = `/report-submissions/${id}/sections/story`;
    const sent = { body: { text: "A" }, version: '"0"' };
    const first = await done(world.partnership("PUT", path, sent));
    const again = await done(world.partnership("PUT", path, sent));
    expect(again).toMatchObject({ version: '"1"', body: { content: first.body.content } });
  });

  it("either write before it is handed in, or are told that it was: what is frozen is what was read", async () => {
    const id = await aDraft(world);
    await fill(world, id);
    const path = `/report-submissions/${id}/sections/story`;
    const [handed, written] = await Promise.all([
      step(world.partnership, id, "submission"),
      world.colleague("PUT", path, { body: { text: "Later words." }, version: '"1"' }),
    ]);
    expect([handed.status, written.status]).toSatisfy(
      ([one, other]) => (one === 200 && (other === 409 || other === 200)) || (one === 409 && other === 200),
    );
    if (handed.status === 409) await step(world.partnership, id, "submission");
    const { body } = await done(world.harbor("GET", `${at(world.toHarbor)}/report`));
    const text = JSON.parse(JSON.stringify(body.sections))[0].words.text;
    expect(text).toBe(written.status === 200 ? "Later words." : "More children read.");
    expect((await world.colleague("PUT", path, { body: { text: "Too late" }, version: '"2"' })).status).toBe(
      written.status === 200 ? 409 : 412,
    );
  });

  it("hand it in once, however many do", async () => {
    const id = await aDraft(world);
    await fill(world, id);
    const twice = await Promise.all([1, 2].map(() => step(world.partnership, id, "submission")));
    expect(twice.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    expect(await standings(id)).toEqual(["with-funder 1", "with-funder 1"]);
    const again = await step(world.partnership, id, "submission");
    expect(again.body.handedIn.map(({ outcome }) => outcome)).toEqual(["handed-in", "handed-in"]);
    const { body } = await done(world.harbor("GET", at(world.toHarbor)));
    expect(body).toMatchObject({ revision: 2 });
  });
});

describe("what a funder returns", () => {
  it("comes again as the next edition for it alone; who accepted keeps what it accepted", async () => {
    const id = await aDraft(world);
    await fill(world, id);
    await step(world.partnership, id, "submission");
    await done(world.harbor("POST", `${at(world.toHarbor)}/acceptance`, { body: { edition: 1 } }));
    const accepted = await done(world.harbor("GET", `${at(world.toHarbor)}/report`));
    await done(
      world.lakes("POST", `${at(world.toLakes)}/return`, {
        body: { comment: "Nearly", edition: 1, sections: [{ key: "story", comment: "Whose children?" }] },
      }),
    );
    expect(await standings(id)).toEqual(["accepted 1", "returned 1"]);
    await done(step(world.partnership, id, "reopening", { reason: "Lakes asked for more" }));
    await write(world.partnership, id, "story", { text: "More children of the county read." });
    const handed = await done(step(world.partnership, id, "submission"));
    expect(handed.body.handedIn).toMatchObject([{ ...world.toLakes, edition: 2, outcome: "handed-in" }]);
    expect(await standings(id)).toEqual(["accepted 1", "with-funder 2"]);
    expect((await done(world.harbor("GET", `${at(world.toHarbor)}/report`))).body).toEqual(accepted.body);
    const second = await done(world.lakes("GET", `${at(world.toLakes)}/report`));
    expect(JSON.stringify(second.body)).toContain("of the county");
    const stale = await world.lakes("POST", `${at(world.toLakes)}/acceptance`, { body: { edition: 1 } });
    expect(stale).toMatchObject({ status: 412, body: { code: "version_conflict" } });
    const said = await done(world.partnership("GET", `${at(world.toLakes)}/returns`));
    expect(said.body.items).toMatchObject([
      { edition: 1, comment: "Nearly", sections: [{ key: "story", comment: "Whose children?" }] },
    ]);
    expect((await world.harbor("GET", `${at(world.toLakes)}/returns`)).status).toBe(404);
  });

  it("is accepted once by each, however many accept it at once", async () => {
    const id = await aDraft(world);
    await fill(world, id);
    await step(world.partnership, id, "submission");
    const verdicts = await Promise.all([
      world.harbor("POST", `${at(world.toHarbor)}/acceptance`, { body: {} }),
      world.harbor("POST", `${at(world.toHarbor)}/acceptance`, { body: {} }),
      world.lakes("POST", `${at(world.toLakes)}/acceptance`, { body: {} }),
    ]);
    expect(
      verdicts
        .slice(0, 2)
        .map(({ status }) => status)
        .sort(),
    ).toEqual([200, 409]);
    expect(verdicts[2]?.status).toBe(200);
    expect(await standings(id)).toEqual(["accepted 1", "accepted 1"]);
    const reopened = await step(world.partnership, id, "reopening", { reason: "One more word" });
    expect(reopened).toMatchObject({ status: 409, body: { code: "conflict" } });
  });

  it("names the section that it was not asked for in a comment", async () => {
    const id = await aDraft(world);
    await fill(world, id);
    await step(world.partnership, id, "submission");
    const refused = await world.lakes("POST", `${at(world.toLakes)}/return`, {
      body: { comment: "Nearly", sections: [{ key: "spending", comment: "How much?" }] },
    });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: "/sections/0/key" }] } });
  });
});

describe("what is handed in for some", () => {
  it("leaves the others to be handed in later, which is seen", async () => {
    const id = await aDraft(world);
    await fill(world, id);
    await write(world.partnership, id, "next", { figures: [{ indicatorId: world.cedar.systemId }] });
    const lacking = await step(world.partnership, id, "submission");
    expect(lacking.body.lacks).toMatchObject([{ ...world.toLakes, lacks: [{ key: "next" }] }]);
    await done(step(world.partnership, id, "submission", { to: [world.toHarbor] }));
    expect(await standings(id)).toEqual(["with-funder 1", "not-handed-in 0"]);
    await done(step(world.partnership, id, "reopening", { reason: "Lakes is left" }));
    await write(world.partnership, id, "next", { text: "We go on." });
    await done(step(world.partnership, id, "submission"));
    expect(await standings(id)).toEqual(["with-funder 1", "with-funder 1"]);
  });

  it("goes on where one was waived meanwhile, and says so", async () => {
    const id = await aDraft(world);
    await fill(world, id);
    await done(world.lakes("POST", `${at(world.toLakes)}/waiver`, { body: { reason: "Not needed" } }));
    const handed = await done(step(world.partnership, id, "submission"));
    expect(handed.body.handedIn).toMatchObject([{ ...world.toHarbor, outcome: "handed-in" }]);
    expect(await standings(id)).toEqual(["with-funder 1", "waived 0"]);
    const refused = await step(world.partnership, id, "submission", { to: [world.toLakes] });
    expect(refused).toMatchObject({ status: 409, body: { code: "conflict" } });
  });
});

describe("approval", () => {
  it("is given by a person who neither asked for it nor wrote, and is needed again after reopening", async () => {
    const id = await aDraft(world, { requiresApproval: true });
    await fill(world, id);
    expect((await step(world.partnership, id, "submission")).body.code).toBe("second_person_required");
    await done(step(world.partnership, id, "approval-request"));
    const late = await world.partnership("PUT", `/report-submissions/${id}/sections/story`, {
      body: { text: "Late" },
      version: '"1"',
    });
    expect(late).toMatchObject({ status: 409, body: { code: "conflict" } });
    expect((await step(world.partnership, id, "approval")).body.code).toBe("second_person_required");
    await done(step(world.colleague, id, "approval"));
    await done(step(world.partnership, id, "reopening", { reason: "A slip" }));
    expect((await step(world.partnership, id, "submission")).body.code).toBe("second_person_required");
    await done(step(world.partnership, id, "approval-request"));
    await done(step(world.colleague, id, "approval"));
    expect((await step(world.partnership, id, "submission")).status).toBe(200);
  });

  it("is not dropped once it was asked for", async () => {
    const id = await aDraft(world, { requiresApproval: true });
    const refused = await world.partnership("PATCH", `/report-submissions/${id}`, {
      body: { requiresApproval: false },
      version: '"1"',
    });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: "/requiresApproval" }] } });
  });
});

describe("what a submission may hold", () => {
  it("names every place that does not fit", async () => {
    const id = await aDraft(world);
    const path = `/report-submissions/${id}/sections`;
    const put = (key: string, body: object) =>
      world.partnership("PUT", `${path}/${key}`, { body, version: '"0"' });
    const elsewhere = { commitmentId: "cmt_01JD0000000000000000000009", label: "x" };
    const money = [
      { ...elsewhere, amount: { amount: "1.00", currency: "USD" } },
      {
        ...elsewhere,
        ...world.toHarbor,
        requirementNumber: undefined,
        amount: { amount: "1.00", currency: "EUR" },
      },
    ];
    const answers = await Promise.all([
      put("spending", { money }),
      put("reading", { figures: [{ indicatorId: "ind_01JD0000000000000000000009" }] }),
      put("story", {
        attachments: [
          { commitmentId: world.toHarbor.commitmentId, documentId: "doc_01JD0000000000000000000009" },
        ],
      }),
      put("story", { text: "a".repeat(10_001) }),
    ]);
    expect(answers.map(({ body }) => body.errors.map(({ pointer }) => pointer))).toEqual([
      ["/money/0/commitmentId", "/money/1/amount/currency"],
      ["/figures/0/indicatorId"],
      ["/attachments/0/documentId"],
      ["/text"],
    ]);
    expect((await put("nobody-asks", { text: "A" })).status).toBe(404);
  });

  it("answers only what the partnership owes, and keeps what it answered", async () => {
    const path = `/partnerships/${world.cedar.partnershipId}/report-submissions`;
    const other = await aWorld(table);
    const body = {
      title: "Mine",
      answers: [world.toHarbor, other.toHarbor, { ...world.toHarbor, requirementNumber: 9 }],
    };
    const refused = await world.partnership("POST", path, { body });
    expect(refused.body.errors.map(({ pointer }) => pointer)).toEqual(["/answers/1", "/answers/2"]);
    const id = await aDraft(world);
    await fill(world, id);
    await done(step(world.partnership, id, "submission", { to: [world.toHarbor] }));
    await done(step(world.partnership, id, "reopening", { reason: "Once more" }));
    const { version } = await done(world.partnership("GET", `/report-submissions/${id}`));
    const dropped = await world.partnership("PATCH", `/report-submissions/${id}`, {
      body: { answers: [world.toLakes] },
      version,
    });
    expect(dropped).toMatchObject({ status: 409, body: { code: "conflict" } });
  });

  it("is nobody's but the partnership's", async () => {
    const id = await aDraft(world);
    const path = `/report-submissions/${id}`;
    const { partnershipId } = world.cedar;
    for (const somebody of [world.harbor, world.stranger]) {
      const asked = await Promise.all([
        somebody("GET", path),
        somebody("GET", `${path}/sections/story`),
        somebody("GET", `${path}/history`),
        somebody("GET", `${path}/preview?commitmentId=${world.toHarbor.commitmentId}&requirementNumber=1`),
        somebody("PUT", `${path}/sections/story`, { body: { text: "Mine" }, version: '"0"' }),
        somebody("POST", `${path}/submission`, { body: {}, version: '"1"' }),
        somebody("GET", `/partnerships/${partnershipId}/report-submissions`),
        somebody("GET", `/partnerships/${partnershipId}/due-reports?from=2025-01-01&to=2025-12-31`),
      ]);
      expect(asked.map(({ status }) => status)).toEqual(asked.map(() => 404));
    }
  });
});

describe("reports that are due", () => {
  it("are listed by day with what one submission to them would have, and what a draft lacks", async () => {
    const path = `/partnerships/${world.cedar.partnershipId}/due-reports?from=2025-01-01&to=2025-12-31`;
    const both = [world.toHarbor, world.toLakes].map((ref) => `${ref.commitmentId}:${ref.requirementNumber}`);
    const { body } = await done(world.partnership("GET", `${path}&together=${both.join(",")}`));
    expect(body.items).toMatchObject([
      { ...world.toLakes, dueOn: "2025-01-31", isOwed: true, sections: [{}, {}, {}] },
      { ...world.toHarbor, dueOn: "2025-09-30", isOwed: true },
    ]);
    expect(body.together).toMatchObject({ requirements: 2, sectionsAsked: 6, sections: [{}, {}, {}, {}] });
    const id = await aDraft(world, { answers: [world.toHarbor] });
    await write(world.partnership, id, "story", { text: "More children read." });
    const held = await done(world.partnership("GET", `${path}&submissionId=${id}`));
    expect(held.body.items).toMatchObject([
      { isAnswered: false, lacks: [{ key: "reading" }, { key: "next" }] },
      { isAnswered: true, lacks: [{ key: "reading" }, { key: "spending" }] },
    ]);
    const astray = await world.partnership("GET", `${path}&together=cmt_01JD0000000000000000000009:1`);
    expect(astray).toMatchObject({ status: 400, body: { errors: [{ parameter: "together" }] } });
  });

  it("are listed as well where another organisation owes them, and are gone when they are accepted", async () => {
    const { commitmentId } = world.toLakes;
    const body = {
      kind: "financial",
      title: "Audit",
      schedule: { frequency: "on-days", days: [{ dueOn: "2025-03-31" }] },
      responsible: { name: "The sponsor" },
    };
    await done(world.lakes("POST", `/commitments/${commitmentId}/requirements`, { body }));
    const path = `/partnerships/${world.cedar.partnershipId}/due-reports?from=2025-01-01&to=2025-06-30`;
    const before = await done(world.partnership("GET", path));
    expect(before.body.items).toMatchObject([
      { isOwed: true },
      { isOwed: false, responsible: "The sponsor" },
    ]);
    const id = await aDraft(world);
    await fill(world, id);
    await step(world.partnership, id, "submission");
    await done(world.lakes("POST", `${at(world.toLakes)}/acceptance`, { body: {} }));
    const after = await done(world.partnership("GET", path));
    expect(after.body.items).toMatchObject([{ isOwed: false }]);
  });
});

describe("a preview", () => {
  it("is what the funder then reads", async () => {
    const id = await aDraft(world);
    await fill(world, id);
    const { commitmentId, requirementNumber } = world.toHarbor;
    const query = `commitmentId=${commitmentId}&requirementNumber=${requirementNumber}`;
    const preview = await done(world.partnership("GET", `/report-submissions/${id}/preview?${query}`));
    await done(step(world.partnership, id, "submission"));
    const read = await done(world.harbor("GET", `${at(world.toHarbor)}/report`));
    expect(read.body).toMatchObject(preview.body);
  });
});
