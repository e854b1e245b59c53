import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3RequestPresigner } from "@aws-sdk/s3-request-presigner";
import type { Files } from "./files.ts";

const VALID_SECONDS = 15 * 60;

/** Where the bucket is, and the client whose region and credentials sign for it. `endpoint` stands in for AWS's own. */
export type BucketSettings = {
  readonly bucket: string;
  readonly client: DynamoDBClient;
  readonly endpoint?: string | undefined;
};

/**
 * Addresses under which a file may be put into a bucket, for fifteen minutes and with its content type only. Signed here
 * (Signature Version 4 in the query) with the settings of the table's client: signing alone adds about 1 KB to a bundle
 * that holds that client, where the S3 client would add 140 KB.
 */
export function s3Presigner(settings: BucketSettings): Pick<Files, "presignUpload"> {
  const { region, credentials, sha256 } = settings.client.config;
  const presigner = new S3RequestPresigner({ region, credentials, sha256 });
  return {
    presignUpload: async (key, { contentType, now }) => {
      const headers = { "content-type": contentType };
      const place = placeOf(settings, key, await region());
      const signed = await presigner.presign(
        { method: "PUT", ...place, query: {}, headers: { ...headers, host: place.host } },
        {
          expiresIn: VALID_SECONDS,
          signingDate: new Date(now),
          // The presigner leaves the content type unsigned unless it is asked to.
          signableHeaders: new Set(["content-type"]),
        },
      );
      const query = new URLSearchParams();
      for (const [name, value] of Object.entries(signed.query ?? {})) query.set(name, String(value));
      const expiresAt = new Date(Date.parse(now) + VALID_SECONDS * 1000).toISOString();
      return {
        url: `${place.protocol}//${place.host}${place.path}?${query}`,
        method: "PUT",
        headers,
        expiresAt,
      };
    },
  };
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
