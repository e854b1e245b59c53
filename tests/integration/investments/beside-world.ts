import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp } from "../../../functions/api/app.ts";
import { attachmentRoutes } from "../../../functions/api/routes/attachments.ts";
import { commitmentRoutes } from "../../../functions/api/routes/commitments.ts";
import { documentRoutes } from "../../../functions/api/routes/documents.ts";
import { makeBuckets } from "../../../infra/local/bucket.ts";
import { listen } from "../../../infra/local/http-server.ts";
import type { Principal } from "../../../shared/identity/principal.ts";
import { commitmentPk } from "../../../shared/investments/index.ts";
import { renderAwardLetter } from "../../../shared/pages/award-letter-page.tsx";
import { headKey } from "../../../shared/platform/aggregate.ts";
import type { DocumentFiles } from "../../../shared/platform/files.ts";
import { newId } from "../../../shared/platform/id.ts";
import { checkHistory, toChange } from "../../../shared/platform/read-history.ts";
import { ok } from "../../../shared/platform/result.ts";
import { s3Presigner } from "../../../shared/platform/s3-files.ts";
import { type Item, queryAll, type Table } from "../../../shared/platform/table.ts";
import { systemClock } from "../../../shared/platform/time.ts";
import { NOT_EXISTS, putIf } from "../../../shared/platform/transaction.ts";
import { aPrincipal, partnershipFacts, recordCommitment } from "../../support/commitments.ts";
import { aPrefix, makeClient, makeTables, startEngine } from "../../support/engine.ts";
import { NO_PAGES } from "../../support/no-pages.ts";

export const OWNER = partnershipFacts().ownerId;
export const THE_FUNDER = aPrincipal();
export const THE_OWNER = aPrincipal({
  id: "per_01JD0000000000000000000002",
  organisationId: OWNER,
  organisationKind: "partnership",
});
export const A_STRANGER = aPrincipal({ organisationId: "org_01JD0000000000000000000009" });

export type Sent = { readonly body?: unknown; readonly version?: number; readonly accept?: string };

/** The API of what lies beside commitments, over an engine and a bucket of their own. */
export async function aBesideWorld() {
  const engine = await startEngine();
  const client = makeClient(engine.endpoint);
  const table: Table = { client, name: (await makeTables(client, aPrefix())).records };
  const folder = await mkdtemp(join(tmpdir(), "throughline-beside-"));
  const buckets = makeBuckets({ prefix: "/s3", buckets: ["files"], folder, now: () => new Date() });
  const server = await listen(0, buckets);
  const documents = s3Presigner({ bucket: "files", client, endpoint: `${server.origin}/s3` });
  await putIf(table, { ...headKey(partnershipFacts().pk), version: 1 }, NOT_EXISTS);

  return {
    table,
    documents,
    ask: (who: Principal, method: string, path: string, sent: Sent = {}) =>
      ask({ table, documents, who }, { method, path, sent }),
    /** A commitment of the funder that the partnership's owner may read; its id. */
    aSharedCommitment: async (overrides: Record<string, unknown> = {}): Promise<string> => {
      const { partnershipId } = partnershipFacts();
      return (await recordCommitment(table, { partnershipId, ...overrides })).state.commitment.id;
    },
    /** Everything that is stored of a commitment. */
    itemsOf: (id: string): Promise<Item[]> => queryAll(table, { partition: commitmentPk(id) }),
    stop: async () => {
      client.destroy();
      await engine.stop();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
export type BesideWorld = Awaited<ReturnType<typeof aBesideWorld>>;

type Asking = { readonly table: Table; readonly documents: DocumentFiles; readonly who: Principal };

async function ask(
  { table, documents, who }: Asking,
  { method, path, sent }: { method: string; path: string; sent: Sent },
) {
  const deps = {
    ...NO_PAGES,
    table,
    documents,
    renderAwardLetter: async (letter: Parameters<typeof renderAwardLetter>[0]) => renderAwardLetter(letter),
    files: { presignUpload: () => Promise.reject(new Error("Nothing is imported here.")) },
    authenticate: async () => ok(who),
    clock: systemClock,
    newId,
    cursorSecret: "a secret of this test",
  };
  const app = createApp(deps, [...documentRoutes, ...attachmentRoutes, ...commitmentRoutes]);
  const headers = {
    "content-type": "application/json",
    ...(sent.version === undefined ? {} : { "if-match": `"${sent.version}"` }),
    ...(sent.accept === undefined ? {} : { accept: sent.accept }),
  };
  const body = sent.body === undefined ? {} : { body: JSON.stringify(sent.body) };
  const response = await app.request(`/v1${path}`, { method, headers, ...body });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get("content-type") ?? "");
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson ? JSON.parse(text) : undefined,
  };
}

/** What is wrong with the history of a commitment: nothing, one hopes. */
export function faultsIn(items: readonly Item[]) {
  return checkHistory(items.filter(({ sk }) => sk.startsWith("H#")).map(toChange), items);
}

/** A document as it is announced, of a text. */
export function aNewDocument(text: string, overrides: Record<string, unknown> = {}) {
  return {
    kind: "signed-agreement",
    title: "Agreement with Dana Example",
    fileName: "agreement.txt",
    contentType: "text/plain",
    size: Buffer.byteLength(text),
    sha256: createHash("sha256").update(text).digest("hex"),
    visibility: "parties",
    ...overrides,
  };
}
