import type { IncomingHttpHeaders } from "node:http";
import { createApp } from "../../../functions/api/app.ts";
import type { Principal } from "../../../shared/identity/principal.ts";
import { newId } from "../../../shared/platform/id.ts";
import { ok } from "../../../shared/platform/result.ts";
import type { Table } from "../../../shared/platform/table.ts";
import type { Client } from "../../support/client.ts";
import { aPrincipal } from "../../support/commitments.ts";
import type { Answer } from "../../support/http-call.ts";
import { NO_PAGES } from "../../support/no-pages.ts";

/** The day on which these tests act, as the server's clock says. */
export const NOW = "2026-03-01T15:00:00.000Z";

/** Somebody who is signed in: who they are, and their way to the API. */
export type Member = { readonly principal: Principal; readonly api: Client };

/** Somebody of an organisation, signed in on a table. */
export function aMember(table: Table, given: Partial<Principal>, now = NOW): Member {
  const principal = aPrincipal({ id: newId("per"), ...given });
  const app = createApp({
    table,
    ...NO_PAGES,
    files: { presignUpload: () => Promise.reject(new Error("No file is uploaded here.")) },
    authenticate: async () => ok(principal),
    clock: () => now,
    newId,
    cursorSecret: "a secret of this test",
  });
  const call = async (
    method: string,
    path: string,
    sent: { body?: unknown; headers?: Readonly<Record<string, string>> } = {},
  ): Promise<Answer> => {
    const headers = { "content-type": "application/json", ...sent.headers };
    const body = sent.body === undefined ? {} : { body: JSON.stringify(sent.body) };
    const response = await app.request(`/v1${path}`, { method, headers, ...body });
    const text = await response.text();
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers) as IncomingHttpHeaders,
      bytes: Buffer.from(text),
      text,
      body: text === "" ? undefined : JSON.parse(text),
    };
  };
  const versioned = (version: number | undefined) =>
    version === undefined ? {} : { headers: { "if-match": `"${version}"` } };
  const api: Client = {
    get: (path, headers = {}) => call("GET", path, { headers }),
    post: (path, body, headers = {}) => call("POST", path, { body, headers }),
    put: (path, body, version) => call("PUT", path, { body, ...versioned(version) }),
    patch: (path, body, version) => call("PATCH", path, { body, ...versioned(version) }),
    remove: (path, version) => call("DELETE", path, versioned(version)),
  };
  return { principal, api };
}
