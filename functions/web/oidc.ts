import * as oauth from "oauth4webapi";
import { fail, ok, type Result } from "../../shared/platform/result.ts";
import type { SignInSettings } from "./deps.ts";
import { isLoopback } from "./origin.ts";

/** What is kept in the browser between leaving for the sign-in service and coming back. */
export type Attempt = {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly returnTo: string;
};

/** A token that says who somebody is, and the seconds for which it does. */
export type Session = { readonly token: string; readonly seconds: number };

/** A fresh attempt to sign in, and the address to send the browser to (code flow with PKCE). */
export async function startSignIn(
  settings: SignInSettings,
  asked: { readonly origin: string; readonly returnTo: string },
): Promise<{ attempt: Attempt; address: string }> {
  const attempt = {
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    verifier: oauth.generateRandomCodeVerifier(),
    returnTo: asked.returnTo,
  };
  const address = new URL(settings.authorizeUrl);
  const parameters = {
    response_type: "code",
    client_id: settings.clientId,
    redirect_uri: callbackAddress(asked.origin),
    scope: "openid email profile",
    state: attempt.state,
    nonce: attempt.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(attempt.verifier),
    code_challenge_method: "S256",
  };
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  return { attempt, address: address.href };
}

/**
 * Redeems the code that the sign-in service sent back. The token's claims are checked here (issuer, audience, nonce, times); its
 * signature at every request, by the authenticator. Refused with `not_signed_in` where anything does not belong together.
 */
export async function finishSignIn(
  settings: SignInSettings,
  returned: { readonly origin: string; readonly query: URLSearchParams; readonly attempt: Attempt },
): Promise<Result<Session>> {
  const { attempt, origin, query } = returned;
  const server = { issuer: settings.issuer, token_endpoint: settings.tokenUrl };
  const client = { client_id: settings.clientId };
  const insecure = { [oauth.allowInsecureRequests]: isLoopback(new URL(settings.tokenUrl).hostname) };
  try {
    const parameters = oauth.validateAuthResponse(server, client, query, attempt.state);
    const answer = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      oauth.None(),
      parameters,
      callbackAddress(origin),
      attempt.verifier,
      insecure,
    );
    const tokens = await oauth.processAuthorizationCodeResponse(server, client, answer, {
      expectedNonce: attempt.nonce,
      requireIdToken: true,
    });
    const expires = oauth.getValidatedIdTokenClaims(tokens)?.exp ?? 0;
    return ok({
      token: tokens.id_token ?? "",
      seconds: Math.max(expires - Math.floor(Date.now() / 1000), 0),
    });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return fail({
      code: "not_signed_in",
      detail:
        "The sign-in service did not confirm who you are. Start again; if it happens again, ask an administrator.",
    });
  }
}

/** Where to send the browser so that the sign-in service forgets it too, and then leads back to the start. */
export function signOutAddress(settings: SignInSettings, origin: string): string {
  const address = new URL(settings.signOutUrl);
  address.searchParams.set("client_id", settings.clientId);
  address.searchParams.set("logout_uri", `${origin}/`);
  return address.href;
}

function callbackAddress(origin: string): string {
  return `${origin}/sign-in/callback`;
}

/** An answer that was refused or does not fit, as opposed to a service that cannot be reached. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof oauth.AuthorizationResponseError ||
    error instanceof oauth.ResponseBodyError ||
    error instanceof oauth.OperationProcessingError ||
    error instanceof oauth.WWWAuthenticateChallengeError
  );
}
