import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Files } from "../../shared/platform/files.ts";

export type MemoryBucket = Pick<Files, "presignUpload" | "read"> & { readonly stop: () => void };

/** A bucket on this machine that takes files at the addresses it gives, and keeps them in memory. */
export async function openMemoryBucket(): Promise<MemoryBucket> {
  const kept = new Map<string, Uint8Array>();
  const server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    kept.set((request.url ?? "").slice(1), Buffer.concat(chunks));
    response.writeHead(request.method === "PUT" ? 200 : 405).end();
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
    read: async (key) => kept.get(key),
    stop: () => void server.close(),
  };
}

/** For a site whose forms send no files. */
export const NO_FILES: Pick<Files, "presignUpload"> = {
  presignUpload: () => {
    throw new Error("No file is kept here.");
  },
};
