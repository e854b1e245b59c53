/** What the controls of tables and charts are called, in the language of the page. */
export const WORDS = {
  en: {
    filter: "Filter rows",
    copy: "Copy",
    copied: "Copied",
    notCopied: "The browser did not let it be copied",
    csv: "Download CSV",
    png: "This chart as a picture (PNG)",
    rows: (shown: number, all: number) => (shown === all ? `${all} rows` : `${shown} of ${all} rows`),
    sorted: (column: string, isDescending: boolean) =>
      `Sorted by ${column}, ${isDescending ? "descending" : "ascending"}`,
  },
  es: {
    filter: "Filtrar filas",
    copy: "Copiar",
    copied: "Copiado",
    notCopied: "El navegador no permitió copiarlo",
    csv: "Descargar CSV",
    png: "Este gráfico como imagen (PNG)",
    rows: (shown: number, all: number) => (shown === all ? `${all} filas` : `${shown} de ${all} filas`),
    sorted: (column: string, isDescending: boolean) =>
      `Ordenado por ${column}, ${isDescending ? "de mayor a menor" : "de menor a mayor"}`,
  },
} as const;

export type Words = (typeof WORDS)[keyof typeof WORDS];
