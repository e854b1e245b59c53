import { randomUUID } from "node:crypto";
import { type Client, clientOf } from "./client.ts";
import { type Member, succeed, type Target } from "./target.ts";

/** The API as the operator uses it in an organisation that it made: as a person, not by a key. */
export function inPerson(target: Target, member: Member): Client {
  return signedIn(target, { token: target.idToken, organisationId: member.id });
}

/** Somebody else of an organisation, in these roles: who decides what the first person proposed. */
export async function aColleague(target: Target, member: Member, roles: readonly string[]): Promise<Client> {
  const person = {
    name: `Colleague ${randomUUID().slice(0, 8)}`,
    email: emailIn(target.secondIdToken),
    roles,
  };
  await succeed(inPerson(target, member).post("/people", person));
  return signedIn(target, { token: target.secondIdToken, organisationId: member.id });
}

function signedIn(
  target: Target,
  { token, organisationId }: { readonly token: string; readonly organisationId: string },
): Client {
  const call: Target["call"] = (method, path, rest = {}) =>
    target.call(method, path, {
      ...rest,
      headers: { ...rest.headers, "throughline-organisation": organisationId },
    });
  return clientOf({ ...target, call }, { key: token });
}

/** The e-mail address that a token (RFC 7519) says its person has. */
function emailIn(token: string): string {
  const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
  return claims.email;
}
