import { LINE } from "./lettering.ts";
import type { Look, MarkName } from "./look.ts";

/** A text in lines, the first of them with its foot at `y`. */
export function Lines(props: {
  lines: readonly string[];
  x: number;
  y: number;
  look: Look;
  mark?: MarkName;
  anchor?: "start" | "middle" | "end";
}) {
  const { lines, x, y, look, mark = "text", anchor = "start" } = props;
  return (
    <>
      {lines.map((line, index) => (
        <text
          {...look(mark)}
          x={x}
          y={y + index * LINE}
          text-anchor={anchor === "start" ? undefined : anchor}
        >
          {line}
        </text>
      ))}
    </>
  );
}
