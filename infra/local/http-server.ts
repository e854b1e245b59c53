import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { HttpAnswer } from "./http-answer.ts";
import { errorCode, SetupError } from "./setup-error.ts";

export type Listener = (request: IncomingMessage, response: ServerResponse) => Promise<void>;
export type LocalServer = {
  readonly origin: string;
  readonly port: number;
  readonly close: () => Promise<void>;
};

/**
 * Listens on the loopback interface only, so that nobody else on the network reaches what is here.
 *
 * @param port 0 takes any free one.
 * @throws SetupError when the port is taken or may not be used.
 */
export async function listen(port: number, listener: Listener): Promise<LocalServer> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw unusable(port, "it is not a port number");
  const server = createServer((request, response) => {
    listener(request, response).catch((error: unknown) => {
      console.error(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(portError(port, error)));
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  const bound = address === null || typeof address === "string" ? port : address.port;
  return { origin: `http://127.0.0.1:${bound}`, port: bound, close: () => close(server) };
}

function portError(port: number, error: Error): Error {
  const code = errorCode(error);
  if (code === "EADDRINUSE") {
    return new SetupError(
      `Port ${port} is taken by another program, perhaps by a Throughline that is already running. Stop that program, or ` +
        `choose another port: PORT=${port < 65_535 ? port + 1 : 8787} npm start.`,
    );
  }
  if (code === "EACCES") return unusable(port, "this account may not use it");
  return error;
}

function unusable(port: number, reason: string): SetupError {
  return new SetupError(
    `Port ${port} cannot be used: ${reason}. Choose one from 1024 to 65535: PORT=8787 npm start.`,
  );
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    // A request that is still answered gets a moment to end.
    setTimeout(() => server.closeAllConnections(), 1_000).unref();
  });
}

/** The whole body of a request, or undefined when it is longer than `limit` bytes; the rest is read and dropped. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length <= limit) chunks.push(chunk);
  }
  return length <= limit ? Buffer.concat(chunks) : undefined;
}

/** Writes an answer. HEAD gets the headers of a GET and no body. */
export function writeAnswer(request: IncomingMessage, response: ServerResponse, answer: HttpAnswer): void {
  const bodiless = answer.status === 204 || answer.status === 304;
  response.statusCode = answer.status;
  for (const [name, value] of Object.entries(answer.headers)) {
    // A body that is not sent has no type, and its length is for node to say.
    if (name === "content-length" || (bodiless && name === "content-type")) continue;
    response.setHeader(name, value);
  }
  if (!bodiless) response.setHeader("content-length", answer.body.length);
  response.end(request.method === "HEAD" || bodiless ? undefined : answer.body);
}
