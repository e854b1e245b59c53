import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3RequestPresigner } from "@aws-sdk/s3-request-presigner";
import type { DocumentFiles, FileIdentity } from "./files.ts";

const VALID_SECONDS = 15 * 60;
const PATIENCE_MS = 3_000;
const CHECKSUM = "x-amz-checksum-sha256";

/** Where the bucket is, and the client whose region and credentials sign for it. `endpoint` stands in for AWS's own. */
export type BucketSettings = {
  readonly bucket: string;
  readonly client: DynamoDBClient;
  readonly endpoint?: string | undefined;
};

/** What is asked of the bucket: its method, its key, and what is signed with them. */
type Asked = {
  readonly method: "PUT" | "GET" | "HEAD" | "DELETE";
  readonly key: string;
  readonly now: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
};

/**
 * The files bucket for a function that hands out addresses and asks about files, and never carries their bytes. Signed here
 * (Signature Version 4 in the query) with the settings of the table's client: signing alone adds about 1 KB to a bundle that
 * holds that client, where the S3 client would add 140 KB. What it asks itself, it asks by addresses of its own.
 */
export function s3Presigner(settings: BucketSettings): DocumentFiles {
  const sign = signer(settings);
  return {
    presignUpload: async (key, { contentType, now, identity }) => {
      const headers = { "content-type": contentType, ...(identity ? { [CHECKSUM]: base64(identity) } : {}) };
      // The length is signed and not handed out: every client sends the true one, and a browser lets nobody set it.
      const length = identity ? { "content-length": String(identity.size) } : {};
      const url = await sign({ method: "PUT", key, now, headers: { ...headers, ...length } });
      return { url, method: "PUT", headers, expiresAt: expiry(now) };
    },
    presignDownload: async (key, { contentType, fileName, now }) => {
      const query = {
        "response-content-type": contentType,
        "response-content-disposition": `attachment; filename*=UTF-8''${encodeSegment(fileName)}`,
      };
      return { url: await sign({ method: "GET", key, now, query }), expiresAt: expiry(now) };
    },
    identify: async (key, now) => {
      const answer = await ask(sign, {
        method: "HEAD",
        key,
        now,
        headers: { "x-amz-checksum-mode": "ENABLED" },
      });
      if (answer.status === 404) return undefined;
      const size = Number(answer.headers.get("content-length"));
      const sha256 = Buffer.from(answer.headers.get(CHECKSUM) ?? "", "base64").toString("hex");
      return { size, sha256 };
    },
    remove: async (key, now) => {
      await ask(sign, { method: "DELETE", key, now });
    },
  };
}

type Sign = (asked: Asked) => Promise<string>;

function signer(settings: BucketSettings): Sign {
  const { region, credentials, sha256 } = settings.client.config;
  const presigner = new S3RequestPresigner({ region, credentials, sha256 });
  return async ({ method, key, now, headers = {}, query = {} }) => {
    const place = placeOf(settings, key, await region());
    const signed = await presigner.presign(
      { method, ...place, query: { ...query }, headers: { ...headers, host: place.host } },
      {
        expiresIn: VALID_SECONDS,
        signingDate: new Date(now),
        // The presigner leaves the content type unsigned unless it is asked to, and moves others into the address: as
        // headers, they bind whoever sends them.
        signableHeaders: new Set(Object.keys(headers)),
        unhoistableHeaders: new Set(Object.keys(headers)),
      },
    );
    const pairs = Object.entries(signed.query ?? {}).map(
      ([name, value]) => `${encodeSegment(name)}=${encodeSegment(String(value))}`,
    );
    return `${place.protocol}//${place.host}${place.path}?${pairs.join("&")}`;
  };
}

/** Sends a request of our own to the bucket; throws on any answer but success and 404. */
async function ask(sign: Sign, asked: Asked): Promise<Response> {
  const answer = await fetch(await sign(asked), {
    method: asked.method,
    headers: asked.headers ?? {},
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (answer.ok || answer.status === 404) return answer;
  throw new Error(`The files bucket answered ${asked.method} with ${answer.status}.`);
}

function expiry(now: string): string {
  return new Date(Date.parse(now) + VALID_SECONDS * 1000).toISOString();
}

/** A SHA-256 as S3 writes it. */
function base64({ sha256 }: FileIdentity): string {
  return Buffer.from(sha256, "hex").toString("base64");
}

/** A bucket has a host of its own at AWS; anything that stands in for it serves buckets by path. */
function placeOf({ bucket, endpoint }: BucketSettings, key: string, region: string) {
  const path = key.split("/").map(encodeSegment).join("/");
  if (endpoint === undefined) {
    const host = `${bucket}.s3.${region}.amazonaws.com`;
    return { protocol: "https:", hostname: host, host, path: `/${path}` };
  }
  const { protocol, hostname, host, pathname } = new URL(endpoint);
  return { protocol, hostname, host, path: `${pathname.replace(/\/$/, "")}/${bucket}/${path}` };
}

/** Percent-encodes all that Signature Version 4 wants encoded: also what `encodeURIComponent` leaves alone. */
function encodeSegment(segment: string): string {
  return encodeURIComponent(segment).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
