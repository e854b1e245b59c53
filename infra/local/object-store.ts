import { createHash, randomUUID } from "node:crypto";
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Readable, Transform, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** What is known of an object beside its bytes. `metadata` keys carry no `x-amz-meta-`. */
export type ObjectFacts = {
  readonly key: string;
  readonly length: number;
  readonly etag: string;
  readonly contentType: string;
  readonly modifiedAt: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The SHA-256 in base64, where the object was put with one. */
  readonly sha256?: string | undefined;
};
export type NewObject = Omit<ObjectFacts, "key" | "length" | "etag">;

/** The bytes that came are not those that were announced. */
export class BadDigest extends Error {
  override name = "BadDigest";
}

/** A bucket in a folder: `objects/` holds the bytes, `about/` what is known of them. */
export type ObjectStore = {
  /** Reads from the first stream, through the others; when one fails, or the SHA-256 is another, nothing is stored. */
  readonly put: (
    key: string,
    from: readonly [Readable, ...Transform[]],
    about: NewObject,
  ) => Promise<ObjectFacts>;
  readonly about: (key: string) => Promise<ObjectFacts | undefined>;
  /** Writes the bytes from `start` to `end`, both included, to a sink. */
  readonly send: (key: string, range: { start: number; end: number }, sink: Writable) => Promise<void>;
  readonly remove: (key: string) => Promise<void>;
};

export function openObjectStore(folder: string): ObjectStore {
  const bytesOf = (key: string) => join(folder, "objects", fileName(key));
  const aboutOf = (key: string) => join(folder, "about", `${fileName(key)}.json`);
  return {
    put: async (key, from, about) => {
      await mkdir(join(folder, "objects"), { recursive: true });
      await mkdir(join(folder, "about"), { recursive: true });
      // Written beside and moved into place, so that a reader finds the old object or the new one.
      const draft = join(folder, `.${randomUUID()}`);
      const counted = counter();
      try {
        await pipeline([...from, counted.through, createWriteStream(draft)]);
        const { sha256, ...counts } = counted.result();
        if (about.sha256 !== undefined && about.sha256 !== sha256)
          throw new BadDigest("The SHA256 you specified did not match the calculated checksum.");
        const facts = { key, ...counts, ...about };
        await rename(draft, bytesOf(key));
        await writeFile(aboutOf(key), JSON.stringify(facts));
        return facts;
      } finally {
        await rm(draft, { force: true });
      }
    },
    about: async (key) => {
      if (!existsSync(aboutOf(key)) || !existsSync(bytesOf(key))) return undefined;
      const facts: ObjectFacts = JSON.parse(await readFile(aboutOf(key), "utf8"));
      return facts;
    },
    send: async (key, { start, end }, sink) => {
      if (end < start) sink.end();
      else await pipeline(createReadStream(bytesOf(key), { start, end }), sink);
    },
    remove: async (key) => {
      await rm(aboutOf(key), { force: true });
      await rm(bytesOf(key), { force: true });
    },
  };
}

/** One flat, readable file name a key: no key reaches another folder, and `a` and `a/b` can both exist. */
export function fileName(key: string): string {
  const name = encodeURIComponent(key).replaceAll(".", "%2E");
  return name.length <= 180 ? name : createHash("sha256").update(key).digest("hex");
}

function counter(): { through: Transform; result: () => { length: number; etag: string; sha256: string } } {
  const hash = createHash("md5");
  const checksum = createHash("sha256");
  let length = 0;
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      checksum.update(chunk);
      length += chunk.length;
      done(null, chunk);
    },
  });
  const result = () => ({ length, etag: hash.digest("hex"), sha256: checksum.digest("base64") });
  return { through, result };
}
