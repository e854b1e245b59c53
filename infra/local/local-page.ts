/** A page of the local runtime: plain HTML without script. `body` is markup; what comes from elsewhere is escaped by its maker. */
export function localPage(title: string, body: string): string {
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
article { margin: 0 0 1rem; padding: .75rem 1rem; border: 1px solid #5b6570; border-radius: .375rem }
article h2 { margin: 0; font-size: 1.0625rem; overflow-wrap: anywhere }
article p { margin: 0; color: #474f57; overflow-wrap: anywhere }
pre { margin: .75rem 0 0; font: inherit; white-space: pre-wrap; overflow-wrap: anywhere }
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

/** A text as it may stand in markup, between quotes too. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
