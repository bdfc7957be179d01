/** Few values are sorted without the work that a sort of many begins with. */
const FEW = 12;

function sort(values: number[]): void {
  if (values.length > FEW) values.sort((a, b) => a - b);
  else {
    for (let next = 1; next < values.length; next++) {
      const value = values[next]!;
      let place = next;
      for (; place > 0 && values[place - 1]! > value; place--) values[place] = values[place - 1]!;
      values[place] = value;
    }
  }
}

/** The middle value, or the mean of the two middle ones; undefined for none. Sorts `values` in place. */
export function median(values: number[]): number | undefined {
  if (values.length === 0) return undefined;
  sort(values);
  const middle = values.length >> 1;
  return values.length % 2 === 1 ? values[middle]! : (values[middle - 1]! + values[middle]!) / 2;
}
