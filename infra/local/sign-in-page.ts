import type { DemoPerson } from "./demo-people.ts";
import { escapeHtml, localPage } from "./local-page.ts";
import { OUTBOX_PATH } from "./outbox-page.ts";

/** The page on which one chooses whom to sign in as: a form of one button a person, usable without script. */
export function signInPage(people: readonly DemoPerson[], action: string): string {
  const choices = people.map(
    (person) => `<li><form method="post" action="${escapeHtml(action)}">
<button type="submit" name="person" value="${escapeHtml(person.key)}">
<strong>${escapeHtml(person.name)}</strong><span>${escapeHtml(person.organisation)}</span><span>${escapeHtml(person.what)}</span>
</button></form></li>`,
  );
  return localPage(
    "Sign in",
    `<p>This Throughline runs on your own machine. Choose whom to sign in as; there is no password.</p>
<ul>${choices.join("\n")}</ul>
<p>No mail leaves this machine: <a href="${OUTBOX_PATH}">see what would have been sent</a>.</p>`,
  );
}

/** A page that says why signing in cannot go on. */
export function signInProblemPage(message: string): string {
  return localPage(
    "Signing in did not work",
    `<p>${escapeHtml(message)}</p><p><a href="/">Go to the start</a></p>`,
  );
}
