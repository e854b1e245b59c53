import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { compressed } from "../../../shared/platform/compressed.ts";

const large = "a line of a table that is like the next one\n".repeat(200_000);

describe("a body as it is sent", () => {
  it("is packed where it is large and whoever asks can unpack it, and is the same again", () => {
    const sent = compressed(large, "br, gzip;q=0.8");
    expect(sent?.headers).toEqual({ "content-encoding": "gzip" });
    expect(gunzipSync(sent?.body ?? "").toString()).toBe(large);
  });

  it("stays as it is where it is small, whatever is accepted", () => {
    expect(compressed("{}", "gzip")).toEqual({ body: "{}", headers: {} });
    const bytes = new Uint8Array([1, 2, 3]);
    expect(compressed(bytes, undefined)).toEqual({ body: bytes, headers: {} });
  });

  it.each([undefined, "", "br", "gzip;q=0", "br, gzip; q=0.0"])(
    "is not packed for who accepts %j, and not sent where it is larger than an answer may be",
    (accepted) => {
      const part = large.slice(0, 1_000_000);
      expect(compressed(part, accepted)).toEqual({ body: part, headers: {} });
      expect(compressed(large, accepted)).toBeUndefined();
    },
  );
});
