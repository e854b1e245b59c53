import { type Listener, writeAnswer } from "./http-server.ts";
import { escapeHtml, localPage } from "./local-page.ts";
import { jsonService } from "./local-services.ts";
import type { KeptMail, MailStore } from "./mail-store.ts";

export const OUTBOX_PATH = "/local/outbox";

/** The page of the outbox. */
export function makeOutboxPage(store: MailStore): Listener {
  return async (request, response) => {
    const headers = { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" };
    writeAnswer(request, response, { status: 200, headers, body: Buffer.from(outboxPage(store.list())) });
  };
}

/** The same for programs: `{ items: [{ id, sentAt, from, to, subject, text }] }`, the newest first. */
export function makeOutboxList(store: MailStore): Listener {
  return jsonService(200, () => ({ items: store.list() }));
}

/** What would have been sent, the newest first. Everything in a mail was written by somebody: all of it is escaped. */
export function outboxPage(mails: readonly KeptMail[]): string {
  const intro =
    "<p>No mail leaves this machine. What would have been sent is kept here, the newest first.</p>";
  const empty =
    "<p>Nothing yet. Reminders of what is due go out a few seconds after the start, and then once a day.</p>";
  return localPage("Outbox", `${intro}\n${mails.length === 0 ? empty : mails.map(article).join("\n")}`);
}

function article({ sentAt, from, to, subject, text }: KeptMail): string {
  const at = `<time datetime="${escapeHtml(sentAt)}">${escapeHtml(sentAt.slice(0, 16).replace("T", " "))} UTC</time>`;
  return `<article>
<h2>${escapeHtml(subject)}</h2>
<p>To ${escapeHtml(to.join(", "))}</p>
<p>From ${escapeHtml(from)}, ${at}</p>
<pre>${escapeHtml(text)}</pre>
</article>`;
}
