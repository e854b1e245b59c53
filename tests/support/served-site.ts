import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { createApp } from "../../functions/web/app.ts";
import type { OrganisationKind } from "../../shared/identity/organisation.ts";
import type { Role } from "../../shared/identity/permissions.ts";
import type { DocumentFiles } from "../../shared/platform/files.ts";
import { newId } from "../../shared/platform/id.ts";
import { ok } from "../../shared/platform/result.ts";
import type { Table } from "../../shared/platform/table.ts";
import { NO_FILES } from "./memory-bucket.ts";

export type ServedSite = { readonly origin: string; readonly stop: () => void };
type Of = {
  readonly table: Table;
  readonly organisationId: string;
  readonly now: string;
  /** Where files of forms go; without it, they go nowhere. */
  readonly files?: DocumentFiles;
  readonly kind?: OrganisationKind;
  readonly roles?: readonly Role[];
  readonly id?: string;
};

/** The site on this machine for a browser, where whoever comes is an administrator of a partnership, unless it says who: a world without sign-in or demo. */
export async function serveSite(of: Of): Promise<ServedSite> {
  const {
    table,
    organisationId,
    now,
    kind = "partnership",
    roles = ["administrator"],
    id = newId("per"),
    files = NO_FILES,
  } = of;
  const address = "https://issuer.example";
  const app = createApp({
    table,
    authenticate: async () =>
      ok({
        kind: "person",
        id,
        organisationId,
        organisationKind: kind,
        roles,
      }),
    clock: () => now,
    cursorSecret: "a secret of this test",
    files,
    signIn: {
      issuer: address,
      clientId: "client",
      authorizeUrl: address,
      tokenUrl: address,
      signOutUrl: address,
    },
  });
  const server = createServer(async (request, response) => {
    const answer = await app.fetch(await asked(request));
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const stop = () => void server.close();
  return { origin: `http://127.0.0.1:${port}`, stop };
}

/** A request as the site gets it, with a session, and what was said last where something was. */
async function asked(request: IncomingMessage): Promise<Request> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const cookie = ["session=token", request.headers.cookie].filter(Boolean).join("; ");
  return new Request(`http://${request.headers.host}${request.url}`, {
    method: request.method ?? "GET",
    headers: { ...(request.headers as Record<string, string>), cookie },
    ...(chunks.length === 0 ? {} : { body: Buffer.concat(chunks) }),
  });
}
