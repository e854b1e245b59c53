import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Hono } from "hono";

/** An application on this machine, for a browser. */
export async function serveApp(app: Hono): Promise<{ readonly origin: string; readonly stop: () => void }> {
  const server = createServer(async (request, response) => {
    const asked = new Request(`http://${request.headers.host}${request.url}`, {
      headers: request.headers as Record<string, string>,
    });
    const answer = await app.fetch(asked);
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, stop: () => void server.close() };
}
