type Choice = {
  /** The page of the indicator. */
  readonly page: string;
  readonly table: string;
  readonly tables: readonly string[];
  readonly place: string;
  readonly label: (table: string) => string;
};

/** Where a grid is of, and the breakdowns that figures can be typed of as well. */
export function typedElsewhere({ page, table, tables, place, label }: Choice) {
  const others = tables.filter((one) => one !== table);
  return (
    <>
      {place}, {label(table)}.{others.length > 0 && " Of other groups: "}
      {others.map((one, index) => (
        <>
          {index > 0 && ", "}
          <a href={`${page}/grid/${encodeURIComponent(one)}`}>{label(one)}</a>
        </>
      ))}
      {others.length > 0 && "."}
    </>
  );
}
