import type { DemoPerson } from "./demo-people.ts";

/** The page on which one chooses whom to sign in as: a form of one button a person, usable without script. */
export function signInPage(people: readonly DemoPerson[], action: string): string {
  const choices = people.map(
    (person) => `<li><form method="post" action="${escapeHtml(action)}">
<button type="submit" name="person" value="${escapeHtml(person.key)}">
<strong>${escapeHtml(person.name)}</strong><span>${escapeHtml(person.organisation)}</span><span>${escapeHtml(person.what)}</span>
</button></form></li>`,
  );
  return page(
    "Sign in",
    `<p>This Throughline runs on your own machine. Choose whom to sign in as; there is no password.</p>
<ul>${choices.join("\n")}</ul>`,
  );
}

/** A page that says why signing in cannot go on. */
export function signInProblemPage(message: string): string {
  return page(
    "Signing in did not work",
    `<p>${escapeHtml(message)}</p><p><a href="/">Go to the start</a></p>`,
  );
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Throughline</title>
<style>
body { font: 1.0625rem/1.5 system-ui, sans-serif; color: #1b1b1b; background: #fff; max-width: 36rem; margin: 2rem auto; padding: 0 1rem }
ul { list-style: none; padding: 0 }
button { display: block; width: 100%; margin: 0 0 .75rem; padding: .75rem 1rem; text-align: left; font: inherit; color: inherit; background: #f4f6f8; border: 1px solid #5b6570; border-radius: .375rem; cursor: pointer }
button:hover { background: #e6ebf0 }
button:focus-visible, a:focus-visible { outline: 3px solid #0b57d0; outline-offset: 2px }
button span { display: block }
</style>
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
