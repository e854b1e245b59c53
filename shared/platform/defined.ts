type Defined<T> = { readonly [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  readonly [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** An object without the properties that are undefined: in stored items and bodies, what is not there is left out. */
export function defined<T extends object>(value: T): Defined<T> {
  const present = Object.entries(value).filter(([, inner]) => inner !== undefined);
  // Object.fromEntries forgets which key has which type; leaving keys out is all that happened here.
  return Object.fromEntries(present) as Defined<T>;
}
