import { createApp } from "../../functions/web/app.ts";
import type { OrganisationKind } from "../../shared/identity/organisation.ts";
import type { Role } from "../../shared/identity/permissions.ts";
import type { DocumentFiles } from "../../shared/platform/files.ts";
import { newId } from "../../shared/platform/id.ts";
import { fail, ok } from "../../shared/platform/result.ts";
import type { Table } from "../../shared/platform/table.ts";
import { NO_FILES } from "./memory-bucket.ts";

type Who = {
  readonly organisationId: string;
  readonly kind?: OrganisationKind;
  readonly roles?: readonly Role[];
  readonly id?: string;
  /** Where files of forms go; without it, they go nowhere. */
  readonly files?: DocumentFiles;
};

type Shown = { readonly status: number; readonly html: string; readonly location: string | null };

/** The session that a visitor's browser holds. */
const SESSION = "token";

/** Somebody in front of the site without a browser: opens pages, fills in forms as they are shown, and sends them. */
export function siteVisitor(table: Table, who: Who, now = "2025-02-01T09:00:00.000Z") {
  const {
    organisationId,
    kind = "funder",
    roles = ["administrator"],
    id = newId("per"),
    files = NO_FILES,
  } = who;
  const app = createApp({
    table,
    authenticate: async (authorization) =>
      authorization === `Bearer ${SESSION}`
        ? ok({ kind: "person", id, organisationId, organisationKind: kind, roles })
        : fail({ code: "not_signed_in", detail: "Sign in." }),
    clock: () => now,
    cursorSecret: "a secret of this test",
    files,
    signIn: {
      issuer: "https://issuer.example",
      clientId: "client",
      authorizeUrl: "https://issuer.example/authorize",
      tokenUrl: "https://issuer.example/token",
      signOutUrl: "https://issuer.example/logout",
    },
  });
  let cookie = `session=${SESSION}`;
  async function ask(path: string, init: RequestInit = {}): Promise<Shown> {
    const response = await app.request(path, {
      ...init,
      headers: { cookie, ...(init.headers as Record<string, string> | undefined) },
    });
    const said = /^(said=[^;]*)/.exec(response.headers.get("set-cookie") ?? "")?.[1];
    cookie = said === undefined || said === "said=" ? `session=${SESSION}` : `session=${SESSION}; ${said}`;
    return {
      status: response.status,
      html: await response.text(),
      location: response.headers.get("location"),
    };
  }
  const open = (path: string, headers: Record<string, string> = {}) => ask(path, { headers });
  const send = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    ask(path, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
      body: new URLSearchParams(fields).toString(),
    });
  /** Opens the page of a form, and sends what it shows, what is written over, and a file. */
  async function sendFile(
    path: string,
    fields: Record<string, string>,
    { name, text }: { readonly name: string; readonly text: string },
  ): Promise<Shown & { again: () => Promise<Shown> }> {
    const { file: _, ...shown } = fieldsIn((await open(path)).html);
    const form = new FormData();
    for (const [key, value] of Object.entries({ ...shown, step: "send", ...fields })) form.append(key, value);
    form.append("file", new File([text], name));
    const again = () => ask(path, { method: "POST", body: form });
    return { ...(await again()), again };
  }
  return {
    open,
    send,
    sendFile,
    /** Opens the page of a form, writes over some of what it shows, and sends it by its last button. */
    async fillIn(
      path: string,
      fields: Record<string, string>,
    ): Promise<Shown & { sent: Record<string, string> }> {
      const page = await open(path);
      if (page.status !== 200) throw new Error(`No form at ${path}: ${page.status}`);
      const sent = { ...fieldsIn(page.html), step: "send", ...fields };
      return { ...(await send(path, sent)), sent };
    },
  };
}

/** What a browser would send of a page's form as it is shown. */
export function fieldsIn(html: string): Record<string, string> {
  const form = /<form class="fill".*?<\/form>/s.exec(html)?.[0] ?? "";
  const found: Record<string, string> = {};
  for (const [tag] of form.matchAll(/<input [^>]*>/g)) {
    const name = attribute(tag, "name");
    const isLeftOut = attribute(tag, "type") === "checkbox" && !tag.includes("checked");
    if (name !== undefined && !isLeftOut) found[name] = attribute(tag, "value") ?? "";
  }
  for (const [, tag = "", text = ""] of form.matchAll(/<textarea ([^>]*)>(.*?)<\/textarea>/gs))
    found[attribute(tag, "name") ?? ""] = unescaped(text);
  for (const [, tag = "", options = ""] of form.matchAll(/<select ([^>]*)>(.*?)<\/select>/gs)) {
    const chosen =
      /<option value="([^"]*)" selected/.exec(options) ?? /<option value="([^"]*)"/.exec(options);
    found[attribute(tag, "name") ?? ""] = unescaped(chosen?.[1] ?? "");
  }
  return found;
}

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
  return value === undefined ? undefined : unescaped(value);
}

function unescaped(text: string): string {
  return text
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
