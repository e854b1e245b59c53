import { expect, test } from "vitest";
import { aSetting } from "../partnerships/setting.ts";
import { visitorsOf } from "./practice-visitors.ts";

const at = aSetting();
const visitors = visitorsOf(at);
const GATEWAY = { gateway: "theory-of-action sustaining" };

test("a gateway is assessed twice, compared, and taken back", async () => {
  const keeper = visitors.keeper();
  const address = `${at.current.path.replace(/^\/v1/, "")}/gateways`;
  expect((await keeper.open(address)).html).toContain("No assessment is there yet");
  const assess = async (rating: string, ref: string) => {
    const begun = await keeper.fillIn(`${address}/new`, GATEWAY);
    expect(begun.status, begun.html).toBe(303);
    const form = (begun.location ?? "").split("?")[0] ?? "";
    const [, key] = /name="ratings\.([a-z0-9-]+)\.rating"/.exec((await keeper.open(form)).html) ?? [];
    const name = (part: string) => `ratings.${key}.${part}`;
    const bare = await keeper.fillIn(form, { [name("note")]: "Why, and not how" });
    expect(bare.status, "a reason without a rating").toBe(422);
    expect(bare.html).toContain("Why, and not how");
    expect(bare.html).toContain("Say how it stands, or take away what is written of it.");
    const half = await keeper.fillIn(form, { [name("rating")]: rating, [name("ref")]: ref });
    expect([half.status, half.html.includes("Say what the evidence is.")]).toEqual([422, true]);
    const filled = { [name("rating")]: rating, [name("kind")]: "document", [name("ref")]: ref };
    expect((await keeper.fillIn(form, filled)).location).toBe(address);
    return form;
  };
  await assess("partly", "Minutes of May");
  const later = await assess("met", "Minutes of June");
  const { html } = await keeper.open(address);
  for (const text of ["Partly", "Met", "Minutes of June", "Compare with how it stood at"])
    expect(html, text).toContain(text);
  expect(html).not.toContain("Minutes of May");
  const withdrawal = later.replace("/ratings", "/withdrawal");
  expect((await keeper.fillIn(withdrawal, { reason: "Rated too early" })).location).toBe(address);
  const after = (await keeper.open(address)).html;
  expect(after).toContain("Minutes of May");
  expect(after).toContain("Rated too early");
  expect((await keeper.open(later)).status).toBe(409);
});

test("what evidence shows is kept when where it is found is corrected", async () => {
  const keeper = visitors.keeper();
  const begun = await keeper.fillIn(`${at.current.path}/gateways/new`, GATEWAY);
  const form = (begun.location ?? "").split("?")[0] ?? "";
  const assessment = `/assessments/${form.split("/").at(-2)}`;
  const [, key = ""] = /name="ratings\.([a-z0-9-]+)\.rating"/.exec((await keeper.open(form)).html) ?? [];
  const evidence = [
    { kind: "document", ref: "Minutes of Mai", note: "Signed by all" },
    { kind: "report", ref: "Yearly report", note: "Page 4" },
  ];
  const { backbone } = at.current;
  const { version: ifMatch } = await backbone("GET", assessment);
  const ratings = [{ benchmark: key, rating: "partly", evidence }];
  expect((await backbone("PUT", `${assessment}/ratings`, { body: { ratings }, ifMatch })).status).toBe(200);
  expect((await keeper.fillIn(form, { [`ratings.${key}.ref`]: "Minutes of May" })).status).toBe(303);
  const { body } = await backbone("GET", assessment);
  expect(body).toMatchObject({
    dossier: { ratings: [{ evidence: [{ ...evidence[0], ref: "Minutes of May" }, evidence[1]] }] },
  });
});

test("drafts are the keeper's own, and strangers find nothing", async () => {
  const keeper = visitors.keeper();
  const address = `${at.current.path}/gateways`;
  await keeper.fillIn(`${address}/new`, GATEWAY);
  const reader = await visitors.reader();
  expect((await reader.open(address)).html).toContain("No assessment is there yet");
  expect((await reader.open(`${address}/new`)).status).toBe(403);
  expect((await visitors.stranger().open(address)).status).toBe(404);
});
