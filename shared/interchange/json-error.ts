/** Where text stops being JSON: offset from 0, line and column from 1 (columns count UTF-16 units), and what was due there. */
export type JsonError = {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
  readonly expected: string;
};

type State = "value" | "value-or-end" | "key" | "key-or-end" | "colon" | "comma" | "nothing";
type Scan = { at: number; state: State; readonly open: ("[" | "{")[] };

/**
 * The first place where text breaks the JSON grammar (RFC 8259), or undefined where it is JSON.
 *
 * JSON.parse tells a position for some errors only, and in a sentence that differs from engine to engine; people repairing
 * a file of many megabytes need the line. It is asked only after JSON.parse has refused, and keeps its own stack, so that
 * depth cannot overflow it.
 */
export function locateJsonError(text: string): JsonError | undefined {
  const scan: Scan = { at: 0, state: "value", open: [] };
  while (true) {
    scan.at = skipBlanks(text, scan.at);
    if (scan.at >= text.length) return scan.state === "nothing" ? undefined : errorAt(text, scan);
    if (!advance(text, scan)) return errorAt(text, scan);
  }
}

function advance(text: string, scan: Scan): boolean {
  const char = text.charAt(scan.at);
  switch (scan.state) {
    case "value":
      return advanceValue(text, scan, char);
    case "value-or-end":
      return char === "]" ? close(scan) : advanceValue(text, scan, char);
    case "key-or-end":
      return char === "}" ? close(scan) : moveTo(scan, stringEnd(text, scan.at), "colon");
    case "key":
      return moveTo(scan, stringEnd(text, scan.at), "colon");
    case "colon":
      return char === ":" && moveTo(scan, scan.at + 1, "value");
    case "comma":
      return advanceAfterValue(scan, char);
    case "nothing":
      return false;
  }
}

function advanceValue(text: string, scan: Scan, char: string): boolean {
  if (char === "[" || char === "{") {
    scan.open.push(char);
    return moveTo(scan, scan.at + 1, char === "[" ? "value-or-end" : "key-or-end");
  }
  const end = char === '"' ? stringEnd(text, scan.at) : wordEnd(text, scan.at);
  return moveTo(scan, end, scan.open.length === 0 ? "nothing" : "comma");
}

function advanceAfterValue(scan: Scan, char: string): boolean {
  const inside = scan.open.at(-1);
  if (char === ",") return moveTo(scan, scan.at + 1, inside === "[" ? "value" : "key");
  return char === (inside === "[" ? "]" : "}") && close(scan);
}

function close(scan: Scan): boolean {
  scan.open.pop();
  return moveTo(scan, scan.at + 1, scan.open.length === 0 ? "nothing" : "comma");
}

function moveTo(scan: Scan, at: number | undefined, state: State): boolean {
  if (at === undefined) return false;
  scan.at = at;
  scan.state = state;
  return true;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (" \t\n\r".includes(text.charAt(at)) && at < text.length) at += 1;
  return at;
}

const WORD = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/y;

function wordEnd(text: string, from: number): number | undefined {
  WORD.lastIndex = from;
  return WORD.test(text) ? WORD.lastIndex : undefined;
}

/** The end of the string that starts at `from`. A loop and not a pattern: a string may be megabytes long. */
function stringEnd(text: string, from: number): number | undefined {
  if (text.charAt(from) !== '"') return undefined;
  for (let at = from + 1; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '"') return at + 1;
    if (char < " ") return undefined;
    if (char !== "\\") continue;
    const escaped = /^(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.exec(text.slice(at + 1, at + 6));
    if (!escaped) return undefined;
    at += escaped[0].length;
  }
  return undefined;
}

function errorAt(text: string, scan: Scan): JsonError {
  const before = text.slice(0, scan.at);
  const lineStart = before.lastIndexOf("\n") + 1;
  const line = before.split("\n").length;
  return { offset: scan.at, line, column: scan.at - lineStart + 1, expected: expectation(scan) };
}

function expectation({ state, open }: Scan): string {
  const names = {
    value: "a value",
    "value-or-end": 'a value or "]"',
    key: "a property name in double quotes",
    "key-or-end": 'a property name in double quotes or "}"',
    colon: '":"',
    comma: open.at(-1) === "[" ? '"," or "]"' : '"," or "}"',
    nothing: "the end of the file",
  } as const satisfies Record<State, string>;
  return names[state];
}
