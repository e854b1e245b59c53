import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";

export type Entrance = { readonly origin: string; readonly stop: () => Promise<void> };

/**
 * An address on this machine for the deployed HTTP API. The emulator tells APIs apart by the Host header of their printed
 * addresses; those names resolve nowhere, and neither `fetch` nor a browser lets a test set the header.
 *
 * @param api the address that the deployment printed, whose port is the emulator's
 */
export async function openEntrance(api: URL): Promise<Entrance> {
  const server = createServer((incoming, outgoing) => forward(api, incoming, outgoing));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The entrance has no port.");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function forward(api: URL, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { method, url: path, headers } = incoming;
  const passed = request(
    { host: "127.0.0.1", port: api.port, method, path, headers: { ...headers, host: api.host } },
    (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(outgoing);
    },
  );
  passed.once("error", () => outgoing.destroy());
  incoming.pipe(passed);
}
