const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Where this site is reached, for addresses that others send people back to. `domainName` is what the gateway says and cannot be
 * chosen by a caller; the Host header adds no more than the port, and is heeded only where its name is the same.
 */
export function originOf(request: {
  readonly host: string | undefined;
  readonly domainName: string;
}): string {
  const { host, domainName } = request;
  const named = host?.replace(/:\d+$/, "") === domainName ? host : domainName;
  return `${isLoopback(domainName) ? "http" : "https"}://${named}`;
}

/** Whether a host name is this machine: only there plain HTTP is spoken. */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK.includes(hostname);
}

/** A path of this site to return to after signing in, or the start: never an address of somebody else. */
export function localPath(path: string | undefined): string {
  const isPath = path !== undefined && /^\/(?![/\\])[^\s\\]*$/.test(path) && path.length <= 500;
  return isPath ? path : "/";
}
