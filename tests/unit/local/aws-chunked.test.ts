import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeAwsChunked } from "../../../infra/local/aws-chunked.ts";

const decode = (pieces: readonly Buffer[]) => {
  const decoder = decodeAwsChunked();
  Readable.from(pieces).pipe(decoder);
  return buffer(decoder);
};

/** The wire form: each part a chunk, then the last one and a trailing checksum. */
const encode = (parts: readonly Uint8Array[]) =>
  Buffer.concat([
    ...parts.flatMap((part) => [
      Buffer.from(`${part.length.toString(16)};chunk-signature=00\r\n`),
      part,
      Buffer.from("\r\n"),
    ]),
    Buffer.from("0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n"),
  ]);

test("an upload in chunks is its bytes, however the network cuts it", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { maxLength: 6 }),
      fc.integer({ min: 1, max: 50 }),
      async (parts, cut) => {
        const wire = encode(parts);
        const pieces: Buffer[] = [];
        for (let start = 0; start < wire.length; start += cut) pieces.push(wire.subarray(start, start + cut));
        expect(await decode(pieces)).toEqual(Buffer.concat(parts));
      },
    ),
  );
});

test.each([
  ["that ends early", "5\r\nab"],
  ["without its last chunk", "2\r\nab\r\n"],
  ["that is not in chunks", "hello\r\n"],
  ["with a chunk longer than it says", "2\r\nabcd\r\n0\r\n\r\n"],
])("an upload %s is an error", async (_name, wire) => {
  await expect(decode([Buffer.from(wire)])).rejects.toThrow(/upload/);
});
