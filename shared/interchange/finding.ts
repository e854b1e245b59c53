/** Whether a remark keeps a record out ("rejects"), asks a person before anything is recorded ("decision"), or is kept beside it. */
export const SEVERITIES = ["rejects", "decision", "finding"] as const;
export type Severity = (typeof SEVERITIES)[number];

/**
 * One remark about one place of a file. `pointer` is a JSON pointer (RFC 6901) into the file as it was sent, `rule` a stable
 * name to count and filter by, `detail` a sentence for the person who can repair the file.
 */
export type Finding = {
  readonly pointer: string;
  readonly rule: string;
  readonly detail: string;
  readonly severity: Severity;
  /** The address of the cell in a spreadsheet, "C12". */
  readonly cell?: string | undefined;
  /** A JSON pointer to the part of the request by which a person decides. */
  readonly field?: string | undefined;
};

/** What was read from one place: the value where it could be known, and every remark made on the way. */
export type Reading<T> = { readonly value: T | undefined; readonly findings: readonly Finding[] };

/** A remark that is kept with the record. */
export function finding(pointer: string, rule: string, detail: string): Finding {
  return { pointer, rule, detail, severity: "finding" };
}

/** A remark that keeps the record out. */
export function rejection(pointer: string, rule: string, detail: string): Finding {
  return { pointer, rule, detail, severity: "rejects" };
}

/** A JSON pointer below another: `pointerBelow("/grants/3", "Award/Date")` is "/grants/3/Award~1Date". */
export function pointerBelow(parent: string, ...segments: readonly PropertyKey[]): string {
  return segments.reduce<string>((path, segment) => `${path}/${escapeSegment(String(segment))}`, parent);
}

function escapeSegment(segment: string): string {
  return segment.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** How often each rule was met, how often it kept a record out, and where first: what is read before single findings. */
export type FindingTally = Readonly<
  Record<
    string,
    { readonly count: number; readonly rejecting: number; readonly first: string; readonly detail: string }
  >
>;

/**
 * Adds findings to a tally, which a resumable job carries from step to step.
 * @param before the tally of the steps already done; left out at the first
 */
export function tallyFindings(findings: readonly Finding[], before: FindingTally = {}): FindingTally {
  const tally = new Map(Object.entries(before));
  for (const { rule, severity, pointer, detail } of findings) {
    const seen = tally.get(rule) ?? { count: 0, rejecting: 0, first: pointer, detail };
    const rejecting = seen.rejecting + (severity === "rejects" ? 1 : 0);
    tally.set(rule, { ...seen, count: seen.count + 1, rejecting });
  }
  return Object.fromEntries(tally);
}
