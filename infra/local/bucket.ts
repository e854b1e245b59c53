import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { decodeAwsChunked } from "./aws-chunked.ts";
import { type Listener, writeAnswer } from "./http-server.ts";
import {
  BadDigest,
  type NewObject,
  type ObjectFacts,
  type ObjectStore,
  openObjectStore,
} from "./object-store.ts";
import {
  faultXml,
  isS3Fault,
  parseRange,
  refuseS3,
  type S3Address,
  type S3Fault,
  s3Address,
} from "./s3-request.ts";

export type BucketOptions = {
  /** Path below which buckets live, such as `/local/s3`. */
  readonly prefix: string;
  readonly buckets: readonly string[];
  readonly folder: string;
  readonly now: () => Date;
};

/** Headers S3 keeps with an object and gives back with it. */
const KEPT = ["content-disposition", "content-language", "cache-control"];
const CHECKSUM = "x-amz-checksum-sha256";

/** The files buckets: PUT, GET (whole or a range), HEAD and DELETE of objects, by SDK or presigned address. */
export function makeBuckets(options: BucketOptions): Listener {
  const stores = new Map(options.buckets.map((name) => [name, openObjectStore(join(options.folder, name))]));
  return async (request, response) => {
    const done = await answer(request, response, { ...options, stores });
    if (!done) return;
    // The rest of a body that was refused is read and dropped, so that the caller gets to read the answer.
    request.resume();
    const body = Buffer.from(faultXml(done, (request.url ?? "").split("?", 1)[0] ?? ""));
    writeAnswer(request, response, {
      status: done.status,
      headers: { "content-type": "application/xml" },
      body,
    });
  };
}

type Answering = BucketOptions & { readonly stores: ReadonlyMap<string, ObjectStore> };

/** Answers a request, or says with which fault it is to be answered. */
async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: Answering,
): Promise<S3Fault | undefined> {
  const address = s3Address(request.url ?? "", options.prefix);
  if (isS3Fault(address)) return address;
  const method = request.method ?? "GET";
  const caller = { method, authorization: request.headers.authorization, now: options.now() };
  const refused = refuseS3(address.query, caller);
  if (refused) return refused;
  const store = options.stores.get(address.bucket);
  if (!store) return { status: 404, code: "NoSuchBucket", message: "The specified bucket does not exist" };
  if (method === "PUT") return putObject(request, response, { store, address, now: options.now() });
  if (method === "GET" || method === "HEAD") return getObject(request, response, { store, address });
  if (method === "DELETE") {
    await store.remove(address.key);
    response.writeHead(204).end();
    return undefined;
  }
  return {
    status: 405,
    code: "MethodNotAllowed",
    message: "The specified method is not allowed against this resource.",
  };
}

type Target = { readonly store: ObjectStore; readonly address: S3Address };

async function putObject(
  request: IncomingMessage,
  response: ServerResponse,
  target: Target & { readonly now: Date },
): Promise<S3Fault | undefined> {
  const chunked = (request.headers["content-encoding"] ?? "").includes("aws-chunked");
  const stages = chunked ? [decodeAwsChunked()] : [];
  try {
    const facts = await target.store.put(
      target.address.key,
      [request, ...stages],
      newObject(request, target.now),
    );
    response.writeHead(200, { etag: `"${facts.etag}"`, "content-length": 0 }).end();
    return undefined;
  } catch (error) {
    if (request.destroyed && !request.complete) return undefined;
    return {
      status: 400,
      code: error instanceof BadDigest ? error.name : "IncompleteBody",
      message: error instanceof Error ? error.message : "The body is not complete.",
    };
  }
}

function newObject(request: IncomingMessage, now: Date): NewObject {
  const kept = Object.entries(request.headers).filter(
    ([name]) => KEPT.includes(name) || name.startsWith("x-amz-meta-"),
  );
  const encoding = (request.headers["content-encoding"] ?? "")
    .split(/,\s*/)
    .filter((one) => one && one !== "aws-chunked");
  return {
    contentType: request.headers["content-type"] ?? "application/octet-stream",
    headers: {
      ...Object.fromEntries(kept.map(([name, value]) => [name, String(value)])),
      ...(encoding.length > 0 && { "content-encoding": encoding.join(",") }),
    },
    modifiedAt: now.toISOString(),
    sha256: request.headers[CHECKSUM]?.toString(),
  };
}

async function getObject(
  request: IncomingMessage,
  response: ServerResponse,
  target: Target,
): Promise<S3Fault | undefined> {
  const facts = await target.store.about(target.address.key);
  if (!facts) return { status: 404, code: "NoSuchKey", message: "The specified key does not exist." };
  const range = parseRange(request.headers.range, facts.length);
  if (isS3Fault(range)) return range;
  const { start, end } = range ?? { start: 0, end: facts.length - 1 };
  const tells = request.headers["x-amz-checksum-mode"] === "ENABLED" && !range && facts.sha256 !== undefined;
  response.writeHead(range ? 206 : 200, {
    ...headersOf(facts, target.address.query),
    ...(tells && { [CHECKSUM]: facts.sha256 }),
    "content-length": end - start + 1,
    ...(range && { "content-range": `bytes ${start}-${end}/${facts.length}` }),
  });
  if (request.method === "HEAD") response.end();
  else await target.store.send(facts.key, { start, end }, response);
  return undefined;
}

/** The object's headers; an address may ask for other ones (`response-content-disposition`). */
function headersOf(facts: ObjectFacts, query: URLSearchParams): Record<string, string> {
  const asked = [...query].filter(([name]) => name.startsWith("response-"));
  return {
    "accept-ranges": "bytes",
    "content-type": facts.contentType,
    etag: `"${facts.etag}"`,
    "last-modified": new Date(facts.modifiedAt).toUTCString(),
    ...facts.headers,
    ...Object.fromEntries(asked.map(([name, value]) => [name.slice("response-".length), value])),
  };
}
