/** A place to put one file, valid until `expiresAt`: an address, the method and the headers to send. */
export type Upload = {
  readonly url: string;
  readonly method: "PUT";
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresAt: string;
};

/** The files bucket, as the product needs it. Keys are like `imports/job_01…`. */
export type Files = {
  /** An address where the holder may put this one file, for fifteen minutes. */
  readonly presignUpload: (key: string, options: { contentType: string; now: string }) => Promise<Upload>;
  /** The bytes of a file, or undefined where there is none. */
  readonly read: (key: string) => Promise<Uint8Array | undefined>;
};
