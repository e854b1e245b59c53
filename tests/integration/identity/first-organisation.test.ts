import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAuthenticator } from "../../../shared/identity/authenticate.ts";
import { signIn } from "../../../shared/identity/sign-in.ts";
import { systemClock } from "../../../shared/platform/time.ts";
import { aWorld, must, type World } from "./world.ts";

const ISSUER = "https://i.example";
const PROGRAM = fileURLToPath(new URL("../../../infra/first-organisation.ts", import.meta.url));
let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.stop());

/** Runs the program as a person would, with plain node. */
function run(args: readonly string[], env: Record<string, string> = {}) {
  const options = {
    env: {
      PATH: process.env.PATH,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
      AWS_ENDPOINT_URL_DYNAMODB: world.endpoint,
      RECORDS_TABLE: world.table.name,
      ...env,
    },
  };
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, [PROGRAM, ...args], options, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

describe("the program that makes the first organisation", () => {
  const args = ["--name", "Tideway Network", "--kind", "network", "--email", "operator@tideway.example"];

  it("makes it with a person who may operate it, and a key that works", async () => {
    const { code, stdout, stderr } = await run([...args, "--subject", "s-1"], { TOKEN_ISSUER: ISSUER });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const made = JSON.parse(stdout);
    const tokens = { issuer: ISSUER, keysUrl: "http://127.0.0.1:1/keys", audience: "a" };
    const authenticate = createAuthenticator({ table: world.table, tokens, clock: systemClock });
    expect(must(await authenticate(`Bearer ${made.apiKey}`))).toMatchObject({
      organisationId: made.organisationId,
      organisationKind: "network",
      roles: ["administrator", "operator"],
    });
    const claims = { issuer: ISSUER, subject: "s-1" };
    expect(must(await signIn(world.table, { claims, now: systemClock() })).id).toBe(made.personId);
  });

  it("refuses to make it again for the same e-mail address", async () => {
    const { code, stdout, stderr } = await run(args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("There is a person with this e-mail address already");
  });

  it("makes an administrator only, where it is not a network", async () => {
    const { stdout } = await run([
      "--name",
      "Harbour Trust",
      "--kind",
      "funder",
      "--email",
      "ada@harbour.example",
    ]);
    const claims = { issuer: ISSUER, subject: "s-2", verifiedEmail: "ada@harbour.example" };
    expect(must(await signIn(world.table, { claims, now: systemClock() }))).toMatchObject({
      id: JSON.parse(stdout).personId,
      roles: ["administrator"],
    });
  });

  it("says what is missing", async () => {
    const { code, stderr } = await run(["--name", "Harbour Trust", "--kind", "charity"]);
    expect(code).toBe(1);
    expect(stderr).toContain("kind");
    expect(stderr).toContain("email");
    expect((await run([...args, "--subject", "s"])).stderr).toContain("TOKEN_ISSUER");
  });
});
