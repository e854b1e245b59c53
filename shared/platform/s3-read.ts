import { GetObjectCommand, NoSuchKey, type S3Client } from "@aws-sdk/client-s3";
import type { Files } from "./files.ts";

/** Reads files of a bucket: one GetObject each. Apart from `s3-files.ts`, so that the API's bundle holds no S3 client. */
export function s3Reader(settings: { client: S3Client; bucket: string }): Pick<Files, "read"> {
  return {
    read: async (key) => {
      try {
        const answer = await settings.client.send(
          new GetObjectCommand({ Bucket: settings.bucket, Key: key }),
        );
        return await answer.Body?.transformToByteArray();
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },
  };
}
