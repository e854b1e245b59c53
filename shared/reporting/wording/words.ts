const CLASS_MARKS: Readonly<Record<string, readonly [mark: string, words: string]>> = {
  met: ["✓", "target met"],
  improving: ["▲", "improving"],
  "no-detectable-change": ["■", "no detectable change"],
  "getting-worse": ["▼", "getting worse"],
  "baseline-only": ["?", "baseline only, no change to tell yet"],
  informational: ["?", "no target set, not classed"],
  developmental: ["?", "no baseline stated, not classed"],
  protected: ["?", "cannot say: a figure is protected"],
  unreliable: ["?", "cannot say: a figure is not reliable"],
};

/** The shape and the words of a progress class. */
export function classMark(name: string): { readonly mark: string; readonly words: string } {
  const [mark, words] = CLASS_MARKS[name] ?? ["?", name];
  return { mark, words };
}

const VERDICTS: Readonly<Record<string, string>> = {
  "closing-up": "closing",
  "closing-down": "smaller only because the group served best fell",
  widening: "widening",
  unchanged: "unchanged",
  mixed: "mixed: difference and ratio disagree",
};

/** Where a gap went, in words. */
export function verdictWords(verdict: string): string {
  return VERDICTS[verdict] ?? verdict;
}

const RULES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  shift: { high: "a shift above the median", low: "a shift below the median" },
  trend: { high: "a trend upward", low: "a trend downward" },
  runs: { any: "more or fewer runs about the median than chance gives" },
};

/** A rule that found a signal, in words: which way it points, where it points one way. */
export function ruleWords(rule: string, towards?: "high" | "low"): string {
  return RULES[rule]?.[towards ?? "any"] ?? rule.replaceAll("-", " ");
}
