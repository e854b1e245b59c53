import * as z from "zod";
import { lazy } from "./lazy.ts";

/** A place to put one file, valid until `expiresAt`: an address, the method and the headers to send. */
export type Upload = {
  readonly url: string;
  readonly method: "PUT";
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresAt: string;
};

/** The place to put a file as the API shows it. */
export const UploadSchema = lazy(() =>
  z
    .object({
      url: z.url(),
      method: z.literal("PUT"),
      headers: z.record(z.string(), z.string()),
      expiresAt: z.iso.datetime(),
    })
    .meta({ id: "Upload", description: "Where to put the file, and with which headers." }),
);

/** Where one file can be fetched until `expiresAt`, under its own name. */
export type Download = { readonly url: string; readonly expiresAt: string };

/** What makes a file this one and no other: its length in bytes, and its SHA-256 in hex. */
export type FileIdentity = { readonly size: number; readonly sha256: string };

/** The files bucket, as the product needs it. Keys are like `imports/job_01…`. */
export type Files = {
  /** An address where the holder may put this one file, for fifteen minutes; with `identity`, these bytes and no others. */
  readonly presignUpload: (
    key: string,
    options: { contentType: string; now: string; identity?: FileIdentity },
  ) => Promise<Upload>;
  /** An address where the holder may fetch this one file, for fifteen minutes, to be saved under a name. */
  readonly presignDownload: (
    key: string,
    options: { contentType: string; fileName: string; now: string },
  ) => Promise<Download>;
  /** What the bucket says of a file that was put with its identity, or undefined where there is none. */
  readonly identify: (key: string, now: string) => Promise<FileIdentity | undefined>;
  /** Removes a file; nothing where there is none. */
  readonly remove: (key: string, now: string) => Promise<void>;
  /** The bytes of a file, or undefined where there is none. */
  readonly read: (key: string) => Promise<Uint8Array | undefined>;
};

/** What documents need of the bucket: addresses for people, and its own word on what lies in it. */
export type DocumentFiles = Pick<Files, "presignUpload" | "presignDownload" | "identify" | "remove">;
