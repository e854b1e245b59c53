/** A stand-in for the web function: one page and two cookies. */
export async function handler(): Promise<unknown> {
  return {
    statusCode: 200,
    headers: { "content-type": "text/html; charset=utf-8" },
    cookies: ["a=1; HttpOnly", "b=2"],
    body: "<!doctype html><title>Web</title>",
  };
}
