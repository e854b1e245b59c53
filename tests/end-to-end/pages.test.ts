import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientOf } from "../support/client.ts";
import { aCommitmentBody } from "../support/programme.ts";
import { aMember, startTarget, succeed, type Target } from "../support/target.ts";

let target: Target;
/** Commitments of the operator's own organisation, and of another. */
let own: string;
let foreign: string;

beforeAll(async () => {
  target = await startTarget();
  const commit = async (key: string): Promise<string> =>
    (await succeed(clientOf(target, { key }).post("/commitments", aCommitmentBody()))).body.id;
  own = await commit(target.operatorKey);
  foreign = await commit((await aMember(target, "funder")).key);
});
afterAll(() => target?.stop());

const open = (path: string, headers: Record<string, string> = {}) => target.call("GET", path, { headers });
const signedIn = (path: string) => open(path, { cookie: `session=${target.idToken}` });

describe("without signing in", () => {
  it("the start page says how to sign in, and names nobody", async () => {
    const page = await open("/");
    expect(page.status).toBe(200);
    expect(page.headers["content-type"]).toContain("text/html");
    expect(page.text).toContain("/sign-in");
  });

  it.each([
    "/commitments/cmt_01ARZ3NDEKTSV4RRFFQ69G5FAV/report",
    "/partnerships/prt_01ARZ3NDEKTSV4RRFFQ69G5FAV",
  ])("%s leads to signing in, and back", async (path) => {
    const answer = await open(path);
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe(`/sign-in?return=${encodeURIComponent(path)}`);
  });

  it("signing in begins at the sign-in service, with a proof that it was begun here", async () => {
    const answer = await open("/sign-in?return=https://elsewhere.example/");
    expect(answer.status).toBe(303);
    const address = new URL(answer.headers.location ?? "");
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      response_type: "code",
      code_challenge_method: "S256",
    });
    expect(answer.headers["set-cookie"]?.join()).toMatch(/HttpOnly/i);
  });

  it("a session that nobody signed is refused, and not sent in circles", async () => {
    const answer = await open("/", { cookie: "session=eyJhbGciOiJub25lIn0.e30." });
    expect(answer.status).toBe(401);
  });

  it("what is published to everyone can be read", async () => {
    expect((await open("/open")).status).toBe(200);
  });
});

describe("signed in", () => {
  it("one sees the report of one's own commitment, as a page that runs no script of others", async () => {
    const page = await signedIn(`/commitments/${own}/report`);
    expect(page.status).toBe(200);
    expect(page.text).toContain("Readers and homes");
    expect(page.headers["content-security-policy"]).toContain("default-src 'none'");
    expect(page.headers["cache-control"]).toContain("no-store");
  });

  it("one sees nothing of another organisation: the same page as for what does not exist", async () => {
    const theirs = await signedIn(`/commitments/${foreign}`);
    const unknown = "cmt_01ARZ3NDEKTSV4RRFFQ69G5FAV";
    const nothing = await signedIn(`/commitments/${unknown}`);
    expect(theirs.status).toBe(404);
    // The page may be saved as a view, so it names its own address.
    expect(theirs.text.replaceAll(foreign, unknown)).toBe(nothing.text);
  });

  it("one signs out from here only", async () => {
    const headers = { cookie: `session=${target.idToken}`, origin: "https://elsewhere.example" };
    expect((await target.call("POST", "/sign-out", { headers })).status).toBe(403);
  });
});
