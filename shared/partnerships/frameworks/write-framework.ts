import { staleVersion } from "../../identity/stale-version.ts";
import { writeAggregate } from "../../platform/history.ts";
import type { NewId } from "../../platform/id.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { readerOf } from "../reach.ts";
import type { RestingCall } from "../write-resting.ts";
import {
  findFramework,
  frameworkHead,
  frameworkPk,
  frameworkVersionPart,
  type LoadedFramework,
} from "./framework.store.ts";
import type { FrameworkContent, FrameworkView, NewFramework, NewFrameworkVersion } from "./framework.ts";
import { noSuchFramework } from "./read-frameworks.ts";

type Deps = { readonly table: Table; readonly newId: NewId };
type Head = Parameters<typeof frameworkHead>[0];

/** What one item of the table holds at most, with room for its keys. */
const MOST_BYTES = 350_000;

/** Imports a framework as version 1. One Query for the author's network, and one transaction. Refused where it is too large for an item. */
export async function importFramework(
  deps: Deps,
  call: RestingCall & { readonly input: NewFramework },
): Promise<Result<FrameworkView>> {
  const { name, visibility, ...content } = call.input;
  const { networkId } = await readerOf(deps.table, call.author.organisationId);
  const head: Head = { id: deps.newId("frm"), name, visibility, networkId };
  return save(deps.table, call, { head, content });
}

/**
 * Imports the next version of a framework under the version that was read, by its owner. Earlier ones stay as they are, and so does every
 * assessment that was made under one.
 */
export async function addFrameworkVersion(
  deps: Deps,
  call: RestingCall & {
    readonly frameworkId: string;
    readonly ifMatch?: number | undefined;
    readonly input: NewFrameworkVersion;
  },
): Promise<Result<FrameworkView>> {
  const { frameworkId, author, ifMatch, input } = call;
  const { reason, ...content } = input;
  const previous = await findFramework(deps.table, frameworkId);
  if (previous?.ownerId !== author.organisationId) return fail(noSuchFramework());
  if (ifMatch !== undefined && ifMatch !== previous.latest) return fail(staleVersion(previous.latest));
  const { id, name, visibility, networkId } = previous;
  return save(deps.table, call, { head: { id, name, visibility, networkId }, content, previous, reason });
}

async function save(
  table: Table,
  { author, now, idempotency }: RestingCall,
  made: { head: Head; content: FrameworkContent; previous?: LoadedFramework; reason?: string },
): Promise<Result<FrameworkView>> {
  const { head, content, previous, reason } = made;
  const size = Buffer.byteLength(JSON.stringify(content), "utf8");
  if (size > MOST_BYTES) {
    const detail = `The framework has ${size} bytes and ${MOST_BYTES} are kept: shorten its texts.`;
    return fail({ code: "too_many_items", detail, extra: { limit: MOST_BYTES } });
  }
  const version = (previous?.latest ?? 0) + 1;
  const ownerId = author.organisationId;
  const after = frameworkHead(head, ownerId);
  const written = await writeAggregate(table, {
    pk: frameworkPk(head.id),
    ownerId,
    ...(previous ? { previousHead: previous.item } : {}),
    parts: [
      previous ? { before: previous.item, after } : { after },
      { after: frameworkVersionPart(version, content), isNew: true },
    ],
    action: previous ? "framework.version-added" : "framework.imported",
    ...(reason === undefined ? {} : { reason }),
    by: author,
    now,
    ...(idempotency ? { idempotency: idempotency(201, `/v1/frameworks/${head.id}`) } : {}),
  });
  if (!written.ok) return written;
  const { id, name, visibility } = head;
  return ok({ id, name, visibility, ownerId, latestVersion: version, version, content });
}
