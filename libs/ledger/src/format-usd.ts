/** Nano-dollars as a plain decimal number of dollars: `1234567` → `0.001234567`. No exponent, no trailing zeros. */
export function formatUsd(nano: number): string {
  const digits = String(Math.abs(nano)).padStart(10, '0');
  const fraction = digits.slice(-9).replace(/0+$/, '');
  const text = digits.slice(0, -9) + (fraction && `.${fraction}`);
  return nano < 0 ? `-${text}` : text;
}
