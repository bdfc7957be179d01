type Defined<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };
type Optional<T> = {
  [Key in keyof T as undefined extends T[Key] ? Key : never]?: Exclude<T[Key], undefined>;
};
type Required<T> = { [Key in keyof T as undefined extends T[Key] ? never : Key]: T[Key] };

/** The object without its fields that are undefined: absence is the lack of a key. */
export function defined<T extends object>(object: T): Required<T> & Optional<T> {
  const result: Partial<Defined<T>> = {};
  for (const key in object)
    if (object[key] !== undefined) result[key] = object[key] as Defined<T>[typeof key];
  return result as Required<T> & Optional<T>;
}
