import { createHash } from "node:crypto";
import { raw } from "hono/html";
import type { Child } from "hono/jsx";
import { numberLocale, OWN_LOCALE } from "../reporting/wording/reader.ts";
import { SCRIPT_ADDRESS } from "./script/built.ts";
import { runningTitle, STYLES } from "./styles.ts";

/** A finished page: its text, and the headers without which it must not be sent. */
export type Page = { readonly html: string; readonly headers: Readonly<Record<string, string>> };

export type Navigation = {
  readonly links: readonly { readonly address: string; readonly text: string; readonly isCurrent: boolean }[];
  /** The address that looks for `q`; none where nothing can be looked for. */
  readonly findAt?: string | undefined;
  /** The views that the person keeps, and where this page is saved as one; nowhere for what is no page to come back to. */
  readonly views?: {
    readonly kept: readonly { readonly address: string; readonly name: string }[];
    readonly saveAt?: string | undefined;
  };
};

export type DocumentOptions = {
  readonly title: string;
  /** In which language it is; English unless it says otherwise. */
  readonly language?: "en" | "es";
  /** Who is signed in; without it no navigation and no sign-out are offered. */
  readonly person?: { readonly name: string; readonly organisation: string };
  /** Where a person can go, and where they are; a form that finds something by name or id. */
  readonly navigation?: Navigation;
  /** What is said once, above the page: what was just done. */
  readonly notice?: string;
  /** Where forms of the page may end: the sign-in service, to which signing out leads on. */
  readonly formsLeadTo?: string;
  /** A style sheet of this page alone, after the shared one. */
  readonly style?: string;
  /** What stands at the foot instead of the product's own line. */
  readonly foot?: Child;
  /** Has the page asked for again after so many seconds: only while work goes on, and with a way to stop it on the page. */
  readonly refreshAfter?: number | undefined;
  /** What the link to the content is called, in that language. */
  readonly skip?: string;
  /** Shown inside of pages of others: without bar and foot, and every site may frame it. */
  readonly isCard?: boolean;
  /** Kept, printed or signed as it is: it never asks for a script, whatever is in it. */
  readonly isStill?: boolean;
};

const OWN_LINE =
  "Throughline. Linked, not owned: what money contributes to is said with its evidence, never as its cause.";

/** What the script adds to: tables, charts, and what can be copied. */
const FOR_SCRIPT = /<section class="scroll"|<figure>|\sdata-copy="/;

/**
 * A whole page around its content. Its security policy lets in its own style sheets, by their hash, and the one script of the site where
 * there is something for it to do; nothing else: no inline script, no image but what the page itself makes, no font, no frame, no address
 * of anybody else.
 */
export function renderDocument(options: DocumentOptions, content: Child): Page {
  const running = runningTitle(options.title);
  const styles = [STYLES, running, ...(options.style === undefined ? [] : [options.style])];
  const { isCard = false, isStill = false } = options;
  const main = (
    <main id="main">
      {options.notice !== undefined && (
        <p class="notice" role="status">
          {options.notice}
        </p>
      )}
      {content}
    </main>
  ).toString();
  // The script reads them, to sort.
  const numbers = numberLocale() === OWN_LOCALE ? {} : { "data-numbers": numberLocale() };
  const hasScript = !isCard && !isStill && FOR_SCRIPT.test(main);
  const body = (
    <html lang={options.language ?? "en"} {...numbers}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        {options.refreshAfter !== undefined && (
          <meta http-equiv="refresh" content={String(options.refreshAfter)} />
        )}
        <title>{options.title} · Throughline</title>
        <link rel="icon" href="data:," />
        {styles.map((style) => (
          <style>{raw(style)}</style>
        ))}
        {hasScript && <script type="module" src={SCRIPT_ADDRESS} />}
      </head>
      <body>
        {!isCard && <Top options={options} />}
        {raw(main)}
        {!isCard && <footer>{options.foot ?? OWN_LINE}</footer>}
      </body>
    </html>
  );
  return {
    html: `<!doctype html>${body.toString()}`,
    headers: headersFor(styles, options, hasScript),
  };
}

function Top({
  options: { person, navigation, skip = "Skip to the content" },
}: {
  options: DocumentOptions;
}) {
  return (
    <>
      <a class="skip" href="#main">
        {skip}
      </a>
      <Bar person={person} />
      {navigation && <SiteNavigation navigation={navigation} />}
    </>
  );
}

function Bar({ person }: { person: DocumentOptions["person"] }) {
  return (
    <header class="bar">
      <div>
        <a class="brand" href="/">
          Throughline
        </a>
        {person && (
          <>
            <span class="who">
              {person.name}, {person.organisation}
            </span>
            <form method="post" action="/sign-out">
              <button class="quiet" type="submit">
                Sign out
              </button>
            </form>
          </>
        )}
      </div>
    </header>
  );
}

/** Views that the person keeps, folded away. */
function Views({ views: { kept, saveAt } }: { views: NonNullable<Navigation["views"]> }) {
  return (
    <details class="views">
      <summary>Views</summary>
      <ul>
        {kept.map(({ address, name }) => (
          <li>
            <a href={address}>{name}</a>
          </li>
        ))}
        {saveAt !== undefined && (
          <li>
            <a href={saveAt} data-save-view="">
              Save this page as a view
            </a>
          </li>
        )}
        <li>
          <a href="/views">All your views</a>
        </li>
      </ul>
    </details>
  );
}

function SiteNavigation({ navigation: { links, findAt, views } }: { navigation: Navigation }) {
  return (
    <nav class="places" aria-label="Site">
      <div>
        <ul>
          {links.map(({ address, text, isCurrent }) => (
            <li>
              <a href={address} {...(isCurrent ? { "aria-current": "page" as const } : {})}>
                {text}
              </a>
            </li>
          ))}
        </ul>
        {views && <Views views={views} />}
        {findAt !== undefined && (
          <search>
            <form action={findAt}>
              <label class="unseen" for="find">
                Find by name or id
              </label>
              <input
                id="find"
                type="search"
                name="q"
                placeholder="Find by name or id"
                maxlength={100}
                required
              />
              <button class="quiet" type="submit">
                Find
              </button>
            </form>
          </search>
        )}
      </div>
    </nav>
  );
}

function headersFor(
  styles: readonly string[],
  { formsLeadTo, isCard = false }: DocumentOptions,
  hasScript: boolean,
): Page["headers"] {
  const hashes = styles.map((style) => `'sha256-${createHash("sha256").update(style).digest("base64")}'`);
  const policy = [
    "default-src 'none'",
    `style-src ${hashes.join(" ")}`,
    ...(hasScript ? ["script-src 'self'", "img-src data: blob:"] : ["img-src data:"]),
    `form-action 'self'${formsLeadTo === undefined ? "" : ` ${formsLeadTo}`}`,
    "base-uri 'none'",
    `frame-ancestors ${isCard ? "*" : "'none'"}`,
  ];
  return {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": policy.join("; "),
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  };
}
