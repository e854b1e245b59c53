import { CREDENTIALS, type Emulator, REGION } from "./emulator.ts";

export type Call = {
  /** The service's name in a signature, such as `cognito-idp`. */
  readonly service: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Absent for a GET. */
  readonly body?: string;
};

/**
 * One request to the emulator in the account's own name, for services whose SDK client the project does not otherwise need.
 * It reads the credentials' name and does not check the account's signatures.
 *
 * @throws when the answer is an error; the message holds it.
 */
export async function call(
  emulator: Emulator,
  { service, path = "/", headers, body }: Call,
): Promise<string> {
  const scope = `${CREDENTIALS.accessKeyId}/20260101/${REGION}/${service}/aws4_request`;
  const response = await fetch(`${emulator.origin}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      ...headers,
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=${"0".repeat(64)}`,
      "x-amz-date": "20260101T000000Z",
    },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  if (response.ok) return text;
  throw new Error(`${service} answered ${response.status}: ${text}`);
}

/** The headers and body of a call in the older protocol, whose input is a form. */
export function form(input: Readonly<Record<string, string>>): Pick<Call, "headers" | "body"> {
  return {
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(input).toString(),
  };
}
