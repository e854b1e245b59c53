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

test("drafts are the keeper's own, and strangers find nothing", async () => {
  const keeper = visitors.keeper();
  const address = `${at.current.path}/gateways`;
  await keeper.fillIn(`${address}/new`, GATEWAY);
  const reader = await visitors.reader();
  expect((await reader.open(address)).html).toContain("No assessment is there yet");
  expect((await reader.open(`${address}/new`)).status).toBe(403);
  expect((await visitors.stranger().open(address)).status).toBe(404);
});
