import type { IncomingMessage } from "node:http";
import { type Codes, isHere, makeCodes, readAuthorizationRequest } from "./authorization.ts";
import type { DemoPerson } from "./demo-people.ts";
import type { HttpAnswer } from "./http-answer.ts";
import { type Listener, readBody, writeAnswer } from "./http-server.ts";
import { CLIENT_ID, TOKEN_SECONDS, type TokenSigner } from "./issuer-tokens.ts";
import { signInPage, signInProblemPage } from "./sign-in-page.ts";

export type IssuerOptions = {
  readonly origin: string;
  readonly people: readonly DemoPerson[];
  readonly signer: TokenSigner;
  readonly now: () => Date;
};

/** The addresses of the issuer of this machine. */
export function issuerAddresses(origin: string) {
  const issuer = `${origin}/local/oidc`;
  return {
    issuer,
    keys: `${issuer}/jwks.json`,
    authorize: `${issuer}/authorize`,
    token: `${issuer}/token`,
    signOut: `${issuer}/sign-out`,
  } as const;
}

/** A small OpenID Connect issuer for the demo people: code flow with PKCE, no password, nothing to configure. */
export function makeIssuer(options: IssuerOptions): Listener {
  const codes = makeCodes(options.now);
  const endpoints: Record<string, (request: IncomingMessage, url: URL) => Promise<HttpAnswer> | HttpAnswer> =
    {
      "GET /local/oidc/.well-known/openid-configuration": () => json(200, discovery(options.origin)),
      "GET /local/oidc/jwks.json": () => json(200, options.signer.keys),
      "GET /local/oidc/authorize": (_request, url) => showPeople(url, options),
      "POST /local/oidc/authorize": (request, url) => choosePerson(request, url, { ...options, codes }),
      "POST /local/oidc/token": (request) => redeemCode(request, { ...options, codes }),
      "GET /local/oidc/sign-out": (_request, url) => signOut(url, options.origin),
      "GET /local/token": (_request, url) => tokenForCurl(url, options),
    };
  return async (request, response) => {
    const url = new URL(request.url ?? "/", options.origin);
    const endpoint = endpoints[`${request.method} ${url.pathname}`];
    writeAnswer(
      request,
      response,
      endpoint ? await endpoint(request, url) : text(404, "There is nothing here.\n"),
    );
  };
}

type WithCodes = IssuerOptions & { readonly codes: Codes };

function showPeople(url: URL, options: IssuerOptions): HttpAnswer {
  const asked = readAuthorizationRequest(url.searchParams, options.origin);
  if (typeof asked === "string") return html(400, signInProblemPage(asked));
  return html(200, signInPage(options.people, `${url.pathname}${url.search}`));
}

async function choosePerson(request: IncomingMessage, url: URL, options: WithCodes): Promise<HttpAnswer> {
  const asked = readAuthorizationRequest(url.searchParams, options.origin);
  if (typeof asked === "string") return html(400, signInProblemPage(asked));
  const key = (await readForm(request)).get("person");
  const person = options.people.find((one) => one.key === key);
  if (!person) return html(400, signInProblemPage("Choose one of the people on the page."));
  const back = new URL(asked.redirectUri);
  back.searchParams.set("code", options.codes.give(asked, person.key));
  if (asked.state !== undefined) back.searchParams.set("state", asked.state);
  return redirect(back.href);
}

async function redeemCode(request: IncomingMessage, options: WithCodes): Promise<HttpAnswer> {
  const form = await readForm(request);
  if (form.get("grant_type") !== "authorization_code") return json(400, { error: "unsupported_grant_type" });
  if (clientIdOf(request, form) !== CLIENT_ID) return json(401, { error: "invalid_client" });
  const [code, redirectUri, verifier] = ["code", "redirect_uri", "code_verifier"].map(
    (name) => form.get(name) ?? "",
  );
  const grant = options.codes.redeem(code ?? "", redirectUri ?? "", verifier ?? "");
  const person = options.people.find((one) => one.key === grant?.person);
  if (!grant || !person) return json(400, { error: "invalid_grant" });
  return json(200, {
    id_token: await options.signer.sign(person, "id", grant.nonce),
    access_token: await options.signer.sign(person, "access"),
    token_type: "Bearer",
    expires_in: TOKEN_SECONDS,
  });
}

/** A client names itself in the form or, with an empty secret, in a Basic header. */
function clientIdOf(request: IncomingMessage, form: URLSearchParams): string | undefined {
  const basic = /^Basic (.+)$/.exec(request.headers.authorization ?? "")?.[1];
  if (basic === undefined) return form.get("client_id") ?? undefined;
  return decodeURIComponent(Buffer.from(basic, "base64").toString("utf8").split(":", 1)[0] ?? "");
}

function signOut(url: URL, origin: string): HttpAnswer {
  const back = url.searchParams.get("logout_uri") ?? `${origin}/`;
  if (isHere(back, origin)) return redirect(back);
  return html(400, signInProblemPage("The logout_uri must be an address of this Throughline."));
}

async function tokenForCurl(url: URL, options: IssuerOptions): Promise<HttpAnswer> {
  const person = options.people.find((one) => one.key === url.searchParams.get("person"));
  if (person) return text(200, `${await options.signer.sign(person, "id")}\n`);
  const choices = options.people.map((one) => `${options.origin}/local/token?person=${one.key}`);
  return text(400, `Say whose token you want:\n${choices.join("\n")}\n`);
}

function discovery(origin: string): object {
  const at = issuerAddresses(origin);
  return {
    issuer: at.issuer,
    authorization_endpoint: at.authorize,
    token_endpoint: at.token,
    jwks_uri: at.keys,
    end_session_endpoint: at.signOut,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    code_challenge_methods_supported: ["S256"],
  };
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  return new URLSearchParams((await readBody(request, 64 * 1024))?.toString("utf8") ?? "");
}

function json(status: number, value: unknown): HttpAnswer {
  return {
    status,
    headers: { "content-type": "application/json", ...NOT_KEPT },
    body: Buffer.from(JSON.stringify(value)),
  };
}

function html(status: number, page: string): HttpAnswer {
  return {
    status,
    headers: { "content-type": "text/html; charset=utf-8", ...NOT_KEPT },
    body: Buffer.from(page),
  };
}

function text(status: number, body: string): HttpAnswer {
  return {
    status,
    headers: { "content-type": "text/plain; charset=utf-8", ...NOT_KEPT },
    body: Buffer.from(body),
  };
}

function redirect(location: string): HttpAnswer {
  return { status: 303, headers: { location, ...NOT_KEPT }, body: Buffer.alloc(0) };
}

const NOT_KEPT = { "cache-control": "no-store" } as const;
