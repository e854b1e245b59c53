import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { DocumentFiles, Files } from "../../shared/platform/files.ts";

export type MemoryBucket = DocumentFiles & Pick<Files, "read"> & { readonly stop: () => void };

const TO_SAVE = { "content-disposition": "attachment" };

/** A bucket on this machine that takes files at the addresses it gives, and keeps them in memory. */
export async function openMemoryBucket(): Promise<MemoryBucket> {
  const kept = new Map<string, Uint8Array>();
  const server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const key = (request.url ?? "").slice(1);
    if (request.method === "GET") response.writeHead(kept.has(key) ? 200 : 404, TO_SAVE).end(kept.get(key));
    else if (request.method === "PUT") {
      kept.set(key, Buffer.concat(chunks));
      response.writeHead(200).end();
    } else response.writeHead(405).end();
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    presignUpload: async (key, { contentType, now }) => ({
      url: `http://127.0.0.1:${port}/${key}`,
      method: "PUT",
      headers: { "content-type": contentType },
      expiresAt: now,
    }),
    presignDownload: async (key, { now }) => ({ url: `http://127.0.0.1:${port}/${key}`, expiresAt: now }),
    identify: async (key) => {
      const bytes = kept.get(key);
      return bytes && { size: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
    },
    remove: async (key) => void kept.delete(key),
    read: async (key) => kept.get(key),
    stop: () => void server.close(),
  };
}

function nowhere(): never {
  throw new Error("No file is kept here.");
}

/** For a site whose forms send no files. */
export const NO_FILES: DocumentFiles = {
  presignUpload: nowhere,
  presignDownload: nowhere,
  identify: nowhere,
  remove: nowhere,
};
