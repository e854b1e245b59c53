import { type Objects, pdfText } from "./objects.ts";

/** What a part of a document is, in the words of PDF's structure. */
export type Role =
  | "Document"
  | "Part"
  | "Sect"
  | "H1"
  | "H2"
  | "H3"
  | "H4"
  | "P"
  | "L"
  | "LI"
  | "Lbl"
  | "LBody"
  | "Caption"
  | "Table"
  | "THead"
  | "TBody"
  | "TR"
  | "TH"
  | "TD"
  | "Figure"
  | "TOC"
  | "TOCI"
  | "Link";

/** A part of the document's structure while it is made. */
export type Element = {
  readonly id: number;
  readonly role: Role;
  /** Pieces of pages and parts within it, in their order, in PDF's notation. */
  readonly kids: string[];
  /** The page that pieces are on where none is named. */
  page?: number;
};

/** The structure of a document: what machines read aloud, in the order in which it is to be read. */
export type Tags = {
  readonly root: Element;
  /** A part within another. `more` is what else stands in its dictionary. */
  readonly open: (parent: Element, role: Role, more?: string) => Element;
  /** Puts a part in the file; nothing may be added to it afterwards. */
  readonly close: (element: Element) => void;
  /** Puts the structure as a whole in the file and gives its number; `byPage` are the parts on each page, by the numbers of its marks. */
  readonly finish: (byPage: readonly (readonly number[])[], links: readonly number[]) => number;
};

export function newTags(objects: Objects): Tags {
  const tree = objects.take();
  const parents = new Map<number, { readonly parent: number; readonly more: string }>();
  const open = (parentId: number, role: Role, more = ""): Element => {
    const id = objects.take();
    parents.set(id, { parent: parentId, more });
    return { id, role, kids: [] };
  };
  const close = ({ id, role, kids, page }: Element) => {
    const { parent, more } = parents.get(id) ?? { parent: tree, more: "" };
    parents.delete(id);
    objects.put(
      id,
      `<</S/${role}/P ${parent} 0 R${page === undefined ? "" : `/Pg ${page} 0 R`}/K[${kids.join(" ")}]${more}>>`,
    );
  };
  const root = open(tree, "Document");
  return {
    root,
    open: (parent, role, more) => {
      const element = open(parent.id, role, more);
      parent.kids.push(`${element.id} 0 R`);
      return element;
    },
    close,
    finish: (byPage, links) => {
      close(root);
      const numbers = objects.take();
      const pages = byPage.map((ids, page) => `${page}[${ids.map((id) => `${id} 0 R`).join(" ")}]`);
      const linked = links.map((id, index) => `${byPage.length + index} ${id} 0 R`);
      objects.put(numbers, `<</Nums[${[...pages, ...linked].join(" ")}]>>`);
      objects.put(
        tree,
        `<</Type/StructTreeRoot/K[${root.id} 0 R]/ParentTree ${numbers} 0 R/ParentTreeNextKey ${byPage.length + links.length}>>`,
      );
      return tree;
    },
  };
}

/** Adds a piece of a page, by the number of its mark there. */
export function addPiece(
  element: Element,
  { page, mark }: { readonly page: number; readonly mark: number },
): void {
  element.page ??= page;
  element.kids.push(element.page === page ? String(mark) : `<</Type/MCR/Pg ${page} 0 R/MCID ${mark}>>`);
}

/** What heads what: a heading cell of a column or of a row. */
export function scoped(scope: "Column" | "Row"): string {
  return `/A<</O/Table/Scope/${scope}>>`;
}

/** What a figure shows, for those who do not see it, and where it stands. */
export function described(text: string): string {
  return `/Alt${pdfText(text)}`;
}
