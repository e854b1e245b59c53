import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEngine as start } from "../../infra/local/engine.ts";
import { type LocalEngineKind, offerOfThisMachine } from "../../infra/local/engine-choice.ts";

export { makeClient } from "../../infra/local/clients.ts";
export { makeTables } from "../../infra/local/tables.ts";

export type TestEngine = { kind: LocalEngineKind; endpoint: string; stop: () => Promise<void> };

/** The engine the suite runs on: TEST_ENGINE, else the embedded one, else (where it has no binary) DynamoDB Local. */
export function engineKind(): LocalEngineKind {
  const wanted = process.env.TEST_ENGINE ?? "embedded";
  if (wanted !== "embedded" && wanted !== "dynamodb-local") {
    throw new Error(`TEST_ENGINE is "${wanted}"; it can be "embedded" or "dynamodb-local".`);
  }
  return wanted === "embedded" && offerOfThisMachine().binary === undefined ? "dynamodb-local" : wanted;
}

/** An empty engine of its own for a test file, in a folder that goes away with it. */
export async function startEngine(options: { kind?: LocalEngineKind } = {}): Promise<TestEngine> {
  const folder = await mkdtemp(join(tmpdir(), "throughline-engine-"));
  const kind = options.kind ?? engineKind();
  const engine = await start({ folder, kind, throwAway: true });
  const stop = async () => {
    await engine.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { kind, endpoint: engine.endpoint, stop };
}

/** A table prefix nobody else uses, so that tests of one engine do not see one another's items. */
export function aPrefix(): string {
  return `t${randomUUID().slice(0, 8)}`;
}
