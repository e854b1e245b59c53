import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { PROJECT } from "../../infra/local/project-folders.ts";
import { startRuntime } from "../../infra/local/runtime.ts";
import { createFirstOrganisation } from "../../shared/identity/create-first-organisation.ts";
import type { OrganisationKind } from "../../shared/identity/organisation.ts";
import { newId } from "../../shared/platform/id.ts";
import { systemClock } from "../../shared/platform/time.ts";
import { engineKind } from "./engine.ts";
import { type Answer, type Call, send } from "./http-call.ts";

/** A running system that the suite asks over HTTP, wherever it runs. */
export type Target = {
  readonly isLocal: boolean;
  /** Asks for a path of the target, for instance "/v1/me". */
  readonly call: (method: string, path: string, call?: Call) => Promise<Answer>;
  /** An API key of a network organisation: administrator and operator. */
  readonly operatorKey: string;
  /** A token of the person whose organisation that is. */
  readonly idToken: string;
  /** A token of somebody else, for what takes two people; see `hasSecondPerson`. */
  readonly secondIdToken: string;
  readonly stop: () => Promise<void>;
};

/** Whether two people can sign in at the target of this run: what takes both is left out where they cannot. */
export const hasSecondPerson =
  process.env.E2E_URL === undefined || process.env.E2E_SECOND_ID_TOKEN !== undefined;

/**
 * The target of this run. E2E_URL names one that runs already, with E2E_API_KEY (a key of a network's operator) and
 * E2E_ID_TOKEN (a token of the same person), E2E_SECOND_ID_TOKEN (of somebody else, or nothing), and E2E_HOST where requests must carry another Host header. Without it, the local
 * runtime is started in a folder of its own, on a free port.
 */
export async function startTarget(): Promise<Target> {
  const { E2E_URL, E2E_API_KEY, E2E_ID_TOKEN, E2E_SECOND_ID_TOKEN = "", E2E_HOST } = process.env;
  if (E2E_URL === undefined) return startLocalTarget();
  if (E2E_API_KEY === undefined || E2E_ID_TOKEN === undefined)
    throw new Error("Beside E2E_URL, the suite needs E2E_API_KEY and E2E_ID_TOKEN of a network's operator.");
  return {
    isLocal: false,
    call: callerOf(E2E_URL, E2E_HOST),
    operatorKey: E2E_API_KEY,
    idToken: E2E_ID_TOKEN,
    secondIdToken: E2E_SECOND_ID_TOKEN,
    stop: async () => undefined,
  };
}

function callerOf(origin: string, host?: string): Target["call"] {
  const always = host === undefined ? {} : { host };
  return (method, path, call = {}) =>
    send(method, new URL(path, origin), { ...call, headers: { ...always, ...call.headers } });
}

async function startLocalTarget(): Promise<Target> {
  const folder = await mkdtemp(join(tmpdir(), "throughline-e2e-"));
  const email = "operator@demo.example";
  const person = (key: string, subject: string) => {
    return { key, subject, name: key, organisation: "Network", what: "Tests." };
  };
  const people = [person("operator", email), person("second", "second@demo.example")];
  const runtime = await startRuntime({
    port: 0,
    dataDir: join(folder, "data"),
    folders: { functionsDir: PROJECT.functionsDir, buildDir: join(folder, "build") },
    engine: { kind: engineKind() },
    people,
    log: () => undefined,
  });
  const call = callerOf(runtime.origin);
  const tokenOf = async (key: string) => (await call("GET", `/local/token?person=${key}`)).text.trim();
  return {
    isLocal: true,
    call,
    operatorKey: await firstKey(runtime.tables.records, email),
    idToken: await tokenOf("operator"),
    secondIdToken: await tokenOf("second"),
    stop: async () => {
      await runtime.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function firstKey(recordsTable: string, email: string): Promise<string> {
  // The runtime has set the variables that lead the client to its engine.
  const client = new DynamoDBClient({});
  const deps = { table: { client, name: recordsTable }, newId, clock: systemClock };
  const made = await createFirstOrganisation(deps, { name: "End-to-end network", kind: "network", email });
  client.destroy();
  if (!made.ok) throw new Error(made.problem.detail);
  return made.value.apiKey;
}

/** An organisation of a run, with an administrator's key. */
export type Member = { readonly id: string; readonly name: string; readonly key: string };

/**
 * Makes an organisation of a name nobody else has, as an operator does: it is made by the network, opened to a first person,
 * and that person, signed in for it, makes its key.
 */
export async function aMember(
  target: Target,
  kind: OrganisationKind,
  facts: Readonly<Record<string, unknown>> = {},
): Promise<Member> {
  const { operatorKey: credential, idToken } = target;
  const name = `Test ${kind} ${randomUUID().slice(0, 8)}`;
  const made = await succeed(
    target.call("POST", "/v1/organisations", { credential, body: { name, kind, ...facts } }),
  );
  const me = await succeed(target.call("GET", "/v1/me", { credential: idToken }));
  const person = { name: "Operator", email: me.body.email };
  await succeed(
    target.call("POST", `/v1/organisations/${made.body.id}/first-person`, { credential, body: person }),
  );
  const key = await succeed(
    target.call("POST", "/v1/keys", {
      credential: idToken,
      headers: { "throughline-organisation": made.body.id },
      body: { label: "End-to-end", roles: ["administrator"], expiresAt: inHours(2) },
    }),
  );
  return { id: made.body.id, name, key: key.body.key };
}

/** An answer that is expected to be a success; throws with what it says where it is not. */
export async function succeed(answer: Promise<Answer>): Promise<Answer> {
  const given = await answer;
  if (given.status < 300) return given;
  throw new Error(`Answered ${given.status}: ${given.text}`);
}

/** An instant some hours ahead. */
export function inHours(hours: number): string {
  return new Date(Date.now() + hours * 3_600_000).toISOString();
}

const PATIENCE_MS = 20_000;

/** Asks until what is asked for is there: what is kept from the stream shows a moment after the write. */
export async function eventually<T>(
  ask: () => Promise<T>,
  isThere: (answer: T) => boolean,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (isThere(answer)) return answer;
    if (Date.now() > until)
      throw new Error(`It was not there in ${patienceMs} ms: ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
