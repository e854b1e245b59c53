import { Transform, type TransformCallback } from "node:stream";

/**
 * Takes the bytes out of the SDK's streaming uploads (`content-encoding: aws-chunked`): chunks of
 * `<length in hex>[;chunk-signature=…]\r\n<bytes>\r\n`, ended by one of length 0 and, after it, trailing checksums.
 * A body that ends early or has no such form is an error, so that half a file is never taken for a whole one.
 */
export function decodeAwsChunked(): Transform {
  let rest: Buffer = Buffer.alloc(0);
  let left = 0;
  let state: "length" | "bytes" | "end of chunk" | "done" = "length";
  /** Takes one step; false when it needs more input. */
  const step = (out: Transform): boolean => {
    if (state === "done") return false;
    if (state === "bytes") {
      if (rest.length === 0) return false;
      const part = rest.subarray(0, left);
      out.push(part);
      left -= part.length;
      rest = rest.subarray(part.length);
      if (left === 0) state = "end of chunk";
      return true;
    }
    const end = rest.indexOf("\r\n");
    if (end < 0) {
      if (rest.length > 1_024) throw new Error("A chunk of the upload has no length.");
      return false;
    }
    const line = rest.subarray(0, end).toString("latin1");
    rest = rest.subarray(end + 2);
    if (state === "end of chunk") {
      if (line !== "") throw new Error("A chunk of the upload is longer than it says.");
      state = "length";
      return true;
    }
    const length = /^([0-9a-f]{1,8})(;.*)?$/i.exec(line)?.[1];
    if (length === undefined) throw new Error("A chunk of the upload has no length.");
    left = Number.parseInt(length, 16);
    state = left === 0 ? "done" : "bytes";
    return true;
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      try {
        rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
        while (step(this));
        if (state === "done") rest = Buffer.alloc(0);
        done();
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
    flush(done) {
      done(state === "done" ? null : new Error("The upload ended before its last chunk."));
    },
  });
}
