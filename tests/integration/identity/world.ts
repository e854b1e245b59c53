import { addPerson } from "../../../shared/identity/add-person.ts";
import { createApiKey } from "../../../shared/identity/create-api-key.ts";
import { createOrganisation } from "../../../shared/identity/create-organisation.ts";
import { NewOrganisationSchema, type OrganisationKind } from "../../../shared/identity/organisation.ts";
import type { Role } from "../../../shared/identity/permissions.ts";
import type { Principal } from "../../../shared/identity/principal.ts";
import { newId } from "../../../shared/platform/id.ts";
import type { Result } from "../../../shared/platform/result.ts";
import { queryAll, type Table } from "../../../shared/platform/table.ts";
import { aPrefix, makeClient, makeTables, startEngine } from "../../support/engine.ts";

export const NOW = "2026-11-23T12:00:00.000Z";

/** An engine with a table of its own, and what the use cases stand on. */
export async function aWorld() {
  const engine = await startEngine();
  const client = makeClient(engine.endpoint);
  const { records } = await makeTables(client, aPrefix());
  const table: Table = { client, name: records };
  const stop = async () => {
    client.destroy();
    await engine.stop();
  };
  return { endpoint: engine.endpoint, table, newId, cursorSecret: "a secret for cursors", stop };
}
export type World = Awaited<ReturnType<typeof aWorld>>;

/** The value of a result that was expected to succeed. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.problem.code}: ${result.problem.detail}`);
  return result.value;
}

/** The code of a refusal. */
export function codeOf(result: Result<unknown>): string {
  return result.ok ? "accepted" : result.problem.code;
}

/** A new organisation with one person in it, as the principal that acts for it. */
export async function aMember(
  world: World,
  options: { kind?: OrganisationKind; roles?: Role[]; email?: string; name?: string } = {},
): Promise<Principal> {
  const kind = options.kind ?? "funder";
  const id = world.newId("org");
  const by = { principalId: id, organisationId: id };
  const organisation = NewOrganisationSchema().parse({ name: options.name ?? "Harbour Trust", kind });
  must(await createOrganisation(world, { organisation, by, now: NOW, id }));
  const roles = options.roles ?? ["administrator"];
  const email = options.email ?? `${id.toLowerCase()}@harbour.example`;
  const person = must(
    await addPerson(world, {
      person: { name: "Ada Quay", email, roles },
      organisation: { id, kind },
      by,
      now: NOW,
    }),
  );
  return { kind: "person", id: person.id, organisationId: id, organisationKind: kind, roles };
}

/** The text of a new API key with all that its maker may do. */
export async function aKeyOf(world: World, maker: Principal): Promise<string> {
  const expiresAt = new Date(Date.now() + 2 * 86_400_000).toISOString();
  const now = new Date().toISOString();
  const key = { label: "Test", roles: [...maker.roles], expiresAt };
  return must(await createApiKey(world, { maker, key, now })).key;
}

/** All that the table holds of an aggregate, its history included, as one text. */
export async function storedText(world: World, partition: string): Promise<string> {
  return JSON.stringify(await queryAll(world.table, { partition }));
}
