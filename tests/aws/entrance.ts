import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";

export type Entrance = { readonly origin: string; readonly stop: () => Promise<void> };

export type EntranceOptions = {
  /** Where the emulator listens. */
  readonly emulator: { readonly host: string; readonly port: number };
  /** The port to take; any free one where it is not given. */
  readonly port?: number;
  /**
   * The Host header to put in place of the one that came. The emulator tells APIs apart by the host of their printed
   * addresses; those names resolve nowhere, and neither `fetch` nor a browser lets a test set the header.
   */
  readonly host?: string;
};

/**
 * An address on this machine that passes requests on to the emulator, as having come over TLS: the policies of buckets and
 * queues refuse anything else, and a certificate that nobody trusts would be in everybody's way on loopback.
 */
export async function openEntrance(options: EntranceOptions): Promise<Entrance> {
  const server = createServer((incoming, outgoing) => forward(options, incoming, outgoing));
  server.listen(options.port ?? 0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The entrance has no port.");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    stop: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function forward(
  { emulator, host }: EntranceOptions,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): void {
  const { method, url: path } = incoming;
  const headers = {
    ...incoming.headers,
    "x-forwarded-proto": "https",
    ...(host === undefined ? {} : { host }),
  };
  const passed = request({ ...emulator, method, path, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    answer.pipe(outgoing);
  });
  passed.once("error", () => outgoing.destroy());
  outgoing.once("close", () => passed.destroy());
  incoming.pipe(passed);
}
