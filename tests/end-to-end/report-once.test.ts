import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, clientOf, versionIn } from "../support/client.ts";
import { aColleague, inPerson } from "../support/colleague.ts";
import { aCommitmentBody, aProgramme, type Programme, schoolYear, share, usd } from "../support/programme.ts";
import {
  aMember,
  eventually,
  hasSecondPerson,
  type Member,
  startTarget,
  succeed,
  type Target,
} from "../support/target.ts";

let target: Target;
let harbor: Client;
let lakes: Client;
let stranger: Client;
let partnership: Client;
let keeper: Member;
let programme: Programme;

beforeAll(async () => {
  target = await startTarget();
  const funder = await aMember(target, "funder");
  harbor = clientOf(target, funder);
  lakes = clientOf(target, await aMember(target, "funder"));
  stranger = clientOf(target, await aMember(target, "funder"));
  keeper = await aMember(target, "partnership");
  partnership = clientOf(target, keeper);
  programme = await aProgramme(partnership);
  await share(partnership, programme.partnershipId, funder.id);
  const ready = (year: number, numerator: number) => {
    return { indicatorId: programme.readinessId, period: schoolYear(year), numerator, denominator: 1000 };
  };
  const observations = [ready(2023, 430), ready(2024, 460)];
  await succeed(partnership.post("/observations", { observations }));
});
afterAll(() => target?.stop());

type Asked = { readonly commitmentId: string; readonly requirementNumber: number };

/** A commitment whose first tranche waits for its one report, with a template and a period of the funder's own. */
async function aGrant(
  funder: Client,
  asked: { sections: readonly object[]; day: object; more?: object },
): Promise<Asked> {
  const template = await succeed(
    funder.post("/report-templates", { name: "Report of the year", sections: asked.sections }),
  );
  const requirement = {
    kind: "narrative",
    title: "Report of the year",
    schedule: { frequency: "on-days", days: [asked.day] },
    responsible: { organisationId: keeper.id, name: "Harbour Promise" },
    template: { id: template.body.id },
  };
  const rule = { kind: "report-accepted", requirement: 1 };
  const { body } = await succeed(
    funder.post(
      "/commitments",
      aCommitmentBody({
        recipient: { organisationId: keeper.id, name: "Harbour Promise" },
        tranches: [{ dueOn: "2025-07-15", amount: usd("10000000.00"), rule }],
        requirements: [requirement],
        ...asked.more,
      }),
    ),
  );
  return { commitmentId: body.id, requirementNumber: 1 };
}

/** Harbor asks for its fiscal year in figures and money, and is linked to the partnership. */
const toHarbor = () =>
  aGrant(harbor, {
    sections: [
      { key: "story", title: "What changed for children", kind: "text" },
      { key: "readiness", title: "Readiness", kind: "figures" },
      { key: "spending", title: "What was spent", kind: "money" },
    ],
    day: { dueOn: "2025-09-30", period: { start: "2024-07-01", end: "2025-06-30", kind: "fiscal-year" } },
    more: { partnershipId: programme.partnershipId },
  });
/** Lakes asks for a time and sections of its own, in an agreement that is linked to no partnership. */
const toLakes = () =>
  aGrant(lakes, {
    sections: [
      { key: "story", title: "Your story", kind: "text" },
      { key: "readiness", title: "Outcomes so far", kind: "figures" },
      { key: "next-steps", title: "What comes next", kind: "text" },
      { key: "thanks", title: "Anything else", kind: "text", isRequired: false },
    ],
    day: { dueOn: "2025-01-31", period: { start: "2023-07-01", end: "2024-12-31", kind: "custom" } },
  });

const at = ({ commitmentId, requirementNumber }: Asked) =>
  `/commitments/${commitmentId}/requirements/${requirementNumber}`;
const payOf = (funder: Client, { commitmentId }: Asked) =>
  funder.post(`/commitments/${commitmentId}/payments`, {
    trancheNumber: 1,
    on: "2026-07-15",
    amount: usd("2500000.00"),
  });

async function begin(answers: readonly Asked[], more: object = {}): Promise<string> {
  const path = `/partnerships/${programme.partnershipId}/report-submissions`;
  const body = { title: "FY25, for Harbor and Lakes", answers, ...more };
  return `/report-submissions/${(await succeed(partnership.post(path, body))).body.id}`;
}
async function write(draft: string, key: string, content: object): Promise<void> {
  const section = `${draft}/sections/${key}`;
  const read = await succeed(partnership.get(section));
  await succeed(partnership.put(section, content, versionIn(read)));
}
async function step(by: Client, draft: string, name: string, body?: object) {
  const version = versionIn(await succeed(partnership.get(draft)));
  return by.post(`${draft}/${name}`, body, { "if-match": `"${version}"` });
}
async function writeAll(draft: string, harborAsks: Asked): Promise<void> {
  await write(draft, "story", { text: "Families walk to pre-K now." });
  await write(draft, "readiness", { figures: [{ indicatorId: programme.readinessId }] });
  const { commitmentId } = harborAsks;
  await write(draft, "spending", {
    money: [
      { commitmentId, label: "Teachers", amount: usd("1999999.90") },
      { commitmentId, label: "Buses", amount: usd("0.20") },
    ],
  });
  await write(draft, "next-steps", { text: "Two more schools." });
  const preview = `${draft}/preview?commitmentId=${commitmentId}&requirementNumber=1`;
  await eventually(
    async () => (await succeed(partnership.get(preview))).body.sections[1].figures[0].figure?.value,
    (value) => value === 46,
  );
}

type Call = readonly [method: "GET" | "POST" | "PUT" | "PATCH", path: string, body?: object];

/** One request for every operation on a submission, right but for who asks. */
function everyCall(draft: string, asked: Asked): readonly Call[] {
  const base = `/partnerships/${programme.partnershipId}`;
  const query = `commitmentId=${asked.commitmentId}&requirementNumber=1`;
  return [
    ["GET", draft],
    ["PATCH", draft, { title: "Mine" }],
    ["GET", `${draft}/history`],
    ["GET", `${draft}/preview?${query}`],
    ["GET", `${draft}/sections/story`],
    ["PUT", `${draft}/sections/story`, { text: "Mine" }],
    ["POST", `${draft}/sections/story/erasure`, { reason: "Mischief" }],
    ["GET", `${draft}/sections/story/history`],
    ["POST", `${draft}/approval-request`],
    ["POST", `${draft}/approval`],
    ["POST", `${draft}/reopening`, { reason: "Mischief" }],
    ["POST", `${draft}/submission`, {}],
    ["GET", `${base}/report-submissions`],
    ["POST", `${base}/report-submissions`, { title: "Mine", answers: [asked] }],
    ["GET", `${base}/due-reports?from=2025-01-01&to=2025-12-31`],
    ["GET", `${at(asked)}/report`],
    ["GET", `${at(asked)}/returns`],
  ];
}
function asking(by: Client, method: Call[0], path: string, body: object = {}) {
  if (method === "GET") return by.get(path);
  if (method === "POST") return by.post(path, body, { "if-match": '"1"' });
  return method === "PUT" ? by.put(path, body, 1) : by.patch(path, body, 1);
}

describe("one submission to two funders", () => {
  it("is read by each as its own, returned by one, accepted by both, and lets a tranche be paid", async () => {
    const [ofHarbor, ofLakes] = [await toHarbor(), await toLakes()];
    const draft = await begin([ofHarbor, ofLakes]);
    const due = `/partnerships/${programme.partnershipId}/due-reports?from=2025-01-01&to=2025-12-31`;
    const awaited = await succeed(partnership.get(`${due}&submissionId=${draft.split("/")[2]}`));
    expect(awaited.body.items).toMatchObject([
      {
        ...ofLakes,
        isAnswered: true,
        lacks: [{ key: "story" }, { key: "readiness" }, { key: "next-steps" }],
      },
      { ...ofHarbor, isAnswered: true, lacks: [{ key: "story" }, { key: "readiness" }, { key: "spending" }] },
    ]);
    expect(awaited.body.together).toMatchObject({ requirements: 2, sectionsAsked: 7 });
    expect(awaited.body.together.sections).toHaveLength(5);
    expect((await step(partnership, draft, "submission", {})).body).toMatchObject({ status: 409 });
    await writeAll(draft, ofHarbor);
    const handed = await succeed(step(partnership, draft, "submission", {}));
    expect(handed.body.handedIn).toMatchObject([{ outcome: "handed-in" }, { outcome: "handed-in" }]);

    const first = (await succeed(harbor.get(`${at(ofHarbor)}/report`))).body;
    expect(first).toMatchObject({
      edition: 1,
      requirement: { ...ofHarbor, period: { end: "2025-06-30" } },
      money: { committed: usd("10000000.00"), paid: usd("0.00"), paidInPeriod: usd("0.00") },
      sections: [
        { key: "story", title: "What changed for children", words: { text: "Families walk to pre-K now." } },
        { key: "readiness", figures: [{ figure: { value: 46, label: "2024-25" } }] },
        { key: "spending", total: usd("2000000.10") },
      ],
    });
    const other = (await succeed(lakes.get(`${at(ofLakes)}/report`))).body;
    expect(other).toMatchObject({
      sections: [
        { key: "story", title: "Your story", words: { text: "Families walk to pre-K now." } },
        { key: "readiness", figures: [{ figure: { value: 43, label: "2023-24" } }] },
        { key: "next-steps", words: { text: "Two more schools." } },
        { key: "thanks" },
      ],
    });
    const isTold = (body: object, words: readonly string[]) =>
      words.filter((word) => JSON.stringify(body).includes(word));
    expect(isTold(other, ["Harbor", ofHarbor.commitmentId, "Teachers", "spending"])).toEqual([]);
    expect(isTold(first, ["Lakes", ofLakes.commitmentId, "Two more schools", "next-steps"])).toEqual([]);

    expect((await payOf(lakes, ofLakes)).body).toMatchObject({ status: 409, code: "condition_not_met" });
    const said = { comment: "Nearly there", sections: [{ key: "next-steps", comment: "Which schools?" }] };
    await succeed(lakes.post(`${at(ofLakes)}/return`, { ...said, edition: 1 }));
    await succeed(harbor.post(`${at(ofHarbor)}/acceptance`, { edition: 1 }));
    await succeed(payOf(harbor, ofHarbor));
    expect((await succeed(partnership.get(`${at(ofLakes)}/returns`))).body.items).toMatchObject([said]);

    await succeed(step(partnership, draft, "reopening", { reason: "Asked which schools" }));
    await write(draft, "next-steps", { text: "Two more schools, by the river." });
    const again = await succeed(step(partnership, draft, "submission", {}));
    expect(again.body.handedIn).toMatchObject([{ ...ofLakes, edition: 2, outcome: "handed-in" }]);
    const second = await succeed(lakes.get(`${at(ofLakes)}/report`));
    expect(second.body.sections[2].words.text).toBe("Two more schools, by the river.");
    await succeed(lakes.post(`${at(ofLakes)}/acceptance`, { edition: 2 }));
    await succeed(payOf(lakes, ofLakes));

    expect((await succeed(harbor.get(`${at(ofHarbor)}/report`))).body).toEqual(first);
    const standing = await succeed(partnership.get(draft));
    expect(standing.body.answers).toMatchObject([
      { standing: "accepted", handedIn: { edition: 1 } },
      { standing: "accepted", handedIn: { edition: 2 } },
    ]);
  });

  it("does not exist for a funder that it answers, nor for anybody else, by any operation there is", async () => {
    const [ofHarbor, ofLakes] = [await toHarbor(), await toLakes()];
    const draft = await begin([ofHarbor, ofLakes]);
    await writeAll(draft, ofHarbor);
    await succeed(step(partnership, draft, "submission", {}));
    const calls = everyCall(draft, ofHarbor);
    for (const somebody of [lakes, stranger])
      for (const [method, path, body] of calls)
        expect
          .soft({ path, status: (await asking(somebody, method, path, body)).status })
          .toEqual({ path, status: 404 });
    const ofPartnership = calls.filter(([, path]) => !path.startsWith("/commitments"));
    for (const [method, path, body] of ofPartnership)
      expect
        .soft({ path, status: (await asking(harbor, method, path, body)).status })
        .toEqual({ path, status: 404 });
    expect((await succeed(partnership.get(draft))).body).toMatchObject({
      title: "FY25, for Harbor and Lakes",
    });

    const { body } = await succeed(target.call("GET", "/v1/openapi.json"));
    const named = Object.entries<Record<string, { tags: string[] }>>(body.paths).flatMap(
      ([path, operations]) =>
        Object.entries(operations).flatMap(([method, { tags }]) =>
          tags.includes("Report once") ? [`${method.toUpperCase()} ${path}`] : [],
        ),
    );
    expect(named.length).toBeGreaterThan(12);
    const left = named.filter((each) => {
      const pattern = new RegExp(`^${each.replaceAll(/\{\w+\}/g, "[^/]+")}$`);
      return !calls.some(([method, path]) => pattern.test(`${method} /v1${path.split("?")[0]}`));
    });
    expect(left).toEqual([]);
  });

  it("leaves the sight of a partnership whose duty it is no more", async () => {
    const [ofHarbor, ofLakes] = [await toHarbor(), await toLakes()];
    const draft = await begin([ofHarbor, ofLakes]);
    const listed = await succeed(lakes.get(at(ofLakes)));
    const change = { responsible: { name: "The sponsor" }, reason: "It keeps the books" };
    await succeed(lakes.patch(at(ofLakes), change, versionIn(listed)));
    const { body } = await succeed(partnership.get(draft));
    expect(body.answers).toMatchObject([ofHarbor]);
    expect(body.answers).toHaveLength(1);
    const query = `commitmentId=${ofLakes.commitmentId}&requirementNumber=1`;
    expect((await partnership.get(`${draft}/preview?${query}`)).status).toBe(404);
    expect((await partnership.get(`${at(ofLakes)}/returns`)).status).toBe(404);
  });

  it("shows both texts to who wrote a section that somebody else wrote meanwhile", async () => {
    const draft = await begin([await toHarbor()]);
    await write(draft, "story", { text: "Families walk." });
    const put = (text: string) => partnership.put(`${draft}/sections/story`, { text }, 1);
    await succeed(put("Families walk to pre-K."));
    expect(await put("Families ride.")).toMatchObject({
      status: 412,
      body: { current: { text: "Families walk to pre-K." }, yours: { text: "Families ride." } },
    });
  });

  it.runIf(hasSecondPerson)(
    "is approved by a second person before it is handed in, where it asks for that",
    async () => {
      const ofHarbor = await toHarbor();
      const draft = await begin([ofHarbor], { requiresApproval: true });
      await write(draft, "story", { text: "Families walk to pre-K now." });
      const first = inPerson(target, keeper);
      const second = await aColleague(target, keeper, ["data-lead"]);
      await succeed(step(first, draft, "approval-request"));
      for (const [by, status] of [
        [first, 409],
        [partnership, 409],
        [second, 200],
      ] as const)
        expect((await step(by, draft, "approval")).status).toBe(status);
      // What is lacking is found when it is handed in, approved or not.
      expect((await step(partnership, draft, "submission", {})).body.lacks).toMatchObject([
        { ...ofHarbor, lacks: [{ key: "readiness" }, { key: "spending" }] },
      ]);
    },
  );
});
