import type { Listener } from "./http-server.ts";
import { writeAnswer } from "./http-server.ts";

/** A path below which somebody answers: the path itself, or anything under it. */
export type Service = { readonly path: string; readonly listener: Listener };

/** Sends a request to the service whose path it is under; `otherwise` takes the rest. The first that fits wins. */
export function dispatch(services: readonly Service[], otherwise: Listener): Listener {
  return async (request, response) => {
    const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
    const service = services.find((one) => path === one.path || path.startsWith(`${one.path}/`));
    await (service?.listener ?? otherwise)(request, response);
  };
}

/** Answers every request with a fixed or computed JSON value. */
export function jsonService(status: number, value: () => unknown): Listener {
  return async (request, response) => {
    const body = Buffer.from(`${JSON.stringify(await value())}\n`);
    const headers = { "content-type": "application/json", "cache-control": "no-store" };
    writeAnswer(request, response, { status, headers, body });
  };
}
