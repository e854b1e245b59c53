/** What a worker is born with, as JSON in its first argument. */
export type Life = {
  readonly endpoint: string;
  readonly table: string;
  readonly bucket: { readonly endpoint: string; readonly name: string };
  readonly jobId: string;
  readonly stepMs: number;
  /** The instant its clock starts at. */
  readonly from: string;
  /** The step whose message comes again, because the worker that had it died. */
  readonly redelivered?: number;
  /** The request to the table at which it dies, from 1; and whether the table has answered it by then. */
  readonly diesAt?: number;
  readonly answered?: boolean;
};

/** What a worker says: the step it takes up; at the end, its requests by phase. */
export type Said = { readonly step: number } | { readonly spent: Record<"check" | "record", number> };
