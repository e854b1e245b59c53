/** What of an HTTP API's event (payload version 2) a Request is built from. */
type HttpEvent = {
  rawPath: string;
  body: string | null;
  requestContext: { http: { method: string } };
};

/**
 * Makes an event such that the Request built from it is the one that was sent. A GET or HEAD has no body: no Request can be built
 * with one. The gateway hands the path on decoded: a "#" or "?" in it would end the path, and another address would be answered.
 */
export function prepareEvent(event: HttpEvent): void {
  if (["GET", "HEAD"].includes(event.requestContext.http.method)) event.body = null;
  event.rawPath = event.rawPath.replaceAll("#", "%23").replaceAll("?", "%3F");
}
