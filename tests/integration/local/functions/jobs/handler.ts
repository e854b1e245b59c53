import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { SQSEvent } from "aws-lambda";

const files = new S3Client({});

/** A stand-in for the jobs function: a file for each message. */
export async function handler(event: SQSEvent): Promise<unknown> {
  for (const record of event.Records) {
    const { jobId } = JSON.parse(record.body);
    const Key = `results/${encodeURIComponent(jobId)}.json`;
    await files.send(new PutObjectCommand({ Bucket: process.env.FILES_BUCKET, Key, Body: record.body }));
  }
  return { batchItemFailures: [] };
}
