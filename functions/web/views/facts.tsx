import type { Child } from "hono/jsx";

/** A fact with its name; one without content is left out. */
export type Fact = readonly [name: string, content: Child | undefined];

/** Facts about one thing, each with its name above it. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl class="facts">
      {facts.map(
        ([name, content]) =>
          content !== undefined && (
            <div>
              <dt>{name}</dt>
              <dd>{content}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
