import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, clientOf, pointersIn, versionIn } from "../support/client.ts";
import { aCommitmentBody, usd } from "../support/programme.ts";
import { aMember, type Member, startTarget, succeed, type Target } from "../support/target.ts";

let target: Target;
let funder: Client;
let grantee: Client;
let granteeMember: Member;

beforeAll(async () => {
  target = await startTarget();
  funder = clientOf(target, await aMember(target, "funder"));
  granteeMember = await aMember(target, "partnership");
  grantee = clientOf(target, granteeMember);
});
afterAll(() => target?.stop());

const responsible = () => ({ organisationId: granteeMember.id, name: "Harbour Promise" });
const made = async (): Promise<string> => {
  const recipient = { organisationId: granteeMember.id, name: "Harbour Promise" };
  return (await succeed(funder.post("/commitments", aCommitmentBody({ recipient })))).body.id;
};
const ask = (id: string, overrides: Readonly<Record<string, unknown>> = {}) =>
  funder.post(`/commitments/${id}/requirements`, {
    kind: "narrative",
    title: "Annual report",
    schedule: { frequency: "yearly", firstPeriodOn: "2024-07-01", periods: 3, dueAfterDays: 60 },
    graceDays: 14,
    isBlocking: true,
    responsible: responsible(),
    ...overrides,
  });
const payOf = (id: string) =>
  funder.post(`/commitments/${id}/payments`, { trancheNumber: 1, on: "2026-07-15", amount: usd("1.00") });

describe("a series of reports", () => {
  it("is asked for once; each has a day and a period of its own, in both lists", async () => {
    const id = await made();
    const { body } = await succeed(ask(id));
    const days = body.items.map((item: { dueOn: string; period: { start: string; end: string } }) => [
      item.dueOn,
      item.period.start,
      item.period.end,
    ]);
    expect(days).toEqual([
      ["2025-08-29", "2024-07-01", "2025-06-30"],
      ["2026-08-29", "2025-07-01", "2026-06-30"],
      ["2027-08-29", "2026-07-01", "2027-06-30"],
    ]);
    for (const [who, as] of [
      [funder, "funder"],
      [grantee, "responsible"],
    ] as const) {
      const due = await succeed(who.get(`/requirements?from=2025-08-01&to=2025-08-31&as=${as}`));
      const own = due.body.items.filter((item: { commitmentId: string }) => item.commitmentId === id);
      expect(own).toMatchObject([{ number: 1, dueOn: "2025-08-29", commitmentTitle: "Readers and homes" }]);
    }
  });

  it("names what is wrong with it", async () => {
    const id = await made();
    const stranger = await aMember(target, "partner");
    const refused = await ask(id, { responsible: { organisationId: stranger.id, name: "Somebody" } });
    expect([refused.status, pointersIn(refused)]).toEqual([422, ["/responsible/organisationId"]]);
    const twice = { frequency: "on-days", days: [{ dueOn: "2026-01-01" }, { dueOn: "2026-01-01" }] };
    expect(pointersIn(await ask(id, { schedule: twice }))).toEqual(["/schedule/days"]);
  });
});

describe("a report that is overdue", () => {
  it("holds up payments by its name until it is handed in; late, it covers its period still", async () => {
    const id = await made();
    const period = { start: "2019-07-01", end: "2020-06-30", kind: "fiscal-year" };
    await succeed(ask(id, { schedule: { frequency: "on-days", days: [{ dueOn: "2020-08-29", period }] } }));
    expect((await payOf(id)).body).toMatchObject({
      status: 409,
      code: "payment_blocked",
      blockedBy: [{ code: "report-overdue", sinceOn: "2020-09-13", requirementNumber: 1 }],
    });
    const report = `/commitments/${id}/requirements/1`;
    const handed = await succeed(grantee.post(`${report}/submission`, { note: "We are sorry to be late" }));
    expect(handed.body).toMatchObject({ status: "submitted", wasLate: true, period });
    await succeed(payOf(id));
    await succeed(funder.post(`${report}/return`, { comment: "The figures are missing" }));
    expect((await payOf(id)).status).toBe(409);
    await succeed(grantee.post(`${report}/submission`, { reference: "https://harbour.example/report" }));
    const accepted = await succeed(funder.post(`${report}/acceptance`, {}));
    expect(accepted.body).toMatchObject({ status: "accepted", firstDueOn: "2020-08-29" });
    expect((await funder.post(`${report}/waiver`, { reason: "Not needed" })).body).toMatchObject({
      status: 409,
      code: "conflict",
    });
    await succeed(payOf(id));
  });

  it("is handed in once, however often it is sent", async () => {
    const id = await made();
    await succeed(ask(id));
    const path = `/commitments/${id}/requirements/1/submission`;
    const headers = { "idempotency-key": `hand-in-${id}` };
    const first = await succeed(grantee.post(path, { note: "Here it is" }, headers));
    const again = await succeed(grantee.post(path, { note: "Here it is" }, headers));
    expect(again.headers["idempotent-replayed"]).toBe("true");
    expect(again.body).toEqual(first.body);
    expect((await grantee.post(path, {})).body).toMatchObject({ status: 409, code: "conflict" });
  });
});

describe("a template", () => {
  const sections = [{ key: "what-changed", title: "What changed for children", kind: "text" }];

  it("stays in the version a report was asked for under, which its organisation reads", async () => {
    const template = await succeed(funder.post("/report-templates", { name: "Annual report", sections }));
    const id = await made();
    await succeed(ask(id, { template: { id: template.body.id } }));
    const next = { name: "Annual report", sections: [...sections, { ...sections[0], key: "more" }] };
    const revised = await succeed(
      funder.post(
        `/report-templates/${template.body.id}/versions`,
        { ...next, reason: "The board asked for more" },
        { "if-match": `"${versionIn(template)}"` },
      ),
    );
    expect(revised.body).toMatchObject({ version: 2, sections: [{}, {}] });
    const read = await succeed(grantee.get(`/commitments/${id}/requirements/1/template`));
    expect(read.body).toMatchObject({
      id: template.body.id,
      version: 1,
      sections: [{ key: "what-changed" }],
    });
    expect((await grantee.get(`/report-templates/${template.body.id}`)).status).toBe(404);
  });
});
