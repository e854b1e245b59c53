import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { afterEach, beforeEach, expect, test } from "vitest";
import { CREDENTIALS, REGION } from "../../../infra/local/clients.ts";
import { type LocalServer, listen } from "../../../infra/local/http-server.ts";
import { dispatch, jsonService } from "../../../infra/local/local-services.ts";
import { makeMailService } from "../../../infra/local/mail-service.ts";
import { type MailStore, openMailStore } from "../../../infra/local/mail-store.ts";
import { makeOutboxList, makeOutboxPage } from "../../../infra/local/outbox-page.ts";
import { sesMail } from "../../../shared/platform/ses-mail.ts";

const now = () => new Date("2026-11-23T06:00:00Z");

let folder: string;
let store: MailStore;
let server: LocalServer;
let client: SESv2Client;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "throughline-mail-"));
  store = openMailStore(folder, now, 3);
  const services = [
    { path: "/local/ses", listener: makeMailService("/local/ses", store) },
    { path: "/local/outbox.json", listener: makeOutboxList(store) },
    { path: "/local/outbox", listener: makeOutboxPage(store) },
  ];
  server = await listen(
    0,
    dispatch(
      services,
      jsonService(404, () => ({})),
    ),
  );
  const endpoint = `${server.origin}/local/ses`;
  client = new SESv2Client({ endpoint, region: REGION, credentials: CREDENTIALS, maxAttempts: 1 });
});
afterEach(async () => {
  client.destroy();
  await server.close();
  store.close();
  await rm(folder, { recursive: true, force: true });
});

function send(mail: Partial<Parameters<ReturnType<typeof sesMail>>[0]> = {}) {
  const sender = "Throughline <reminders@throughline.example>";
  return sesMail({ client, sender })({
    id: "mail-1",
    to: "lead@cedar.example",
    subject: "One report is due",
    text: "Annual report\n",
    ...mail,
  });
}

async function listed() {
  const response = await fetch(`${server.origin}/local/outbox.json`);
  const { items } = (await response.json()) as { items: ReturnType<MailStore["list"]> };
  return items;
}

test("what the product sends through the SDK is kept, with sender, address and time", async () => {
  expect(await send()).toBe("sent");
  const items = await listed();
  expect(items).toEqual([
    {
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      sentAt: "2026-11-23T06:00:00.000Z",
      from: "Throughline <reminders@throughline.example>",
      to: ["lead@cedar.example"],
      subject: "One report is due",
      text: "Annual report\n",
    },
  ]);
});

test("only the newest mails are kept, the newest first, and a restart finds them", async () => {
  for (const number of ["1", "2", "3", "4", "5"]) await send({ subject: number });
  expect((await listed()).map(({ subject }) => subject)).toEqual(["5", "4", "3"]);
  const reopened = openMailStore(folder, now, 3);
  expect(reopened.list()).toHaveLength(3);
  reopened.close();
});

test("the page shows each mail as text: markup in it is not markup", async () => {
  expect(await (await fetch(`${server.origin}/local/outbox`)).text()).toContain("Nothing yet.");
  const evil = `<script>alert("1")</script> & 'so'`;
  await send({ subject: evil, text: evil, to: `"<b>"@cedar.example` });
  const response = await fetch(`${server.origin}/local/outbox`);
  expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
  const page = await response.text();
  expect(page).not.toMatch(/<script|<b>/);
  expect(page.split("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;so&#39;")).toHaveLength(3);
  expect(page).not.toContain("Nothing yet.");
});

test("what SES would not take is refused by its own names, and nothing is kept", async () => {
  expect(await send({ to: "nobody" })).toBe("refused");
  expect(await send({ subject: "two\r\nlines" })).toBe("refused");
  const raw = new SendEmailCommand({ Content: { Raw: { Data: new Uint8Array([1]) } } });
  await expect(client.send(raw)).rejects.toMatchObject({ name: "BadRequestException" });
  const other = await fetch(`${server.origin}/local/ses/v2/email/identities`);
  expect([other.status, other.headers.get("x-amzn-errortype")]).toEqual([404, "NotFoundException"]);
  expect(await listed()).toEqual([]);
});
