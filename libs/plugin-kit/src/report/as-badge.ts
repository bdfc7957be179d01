import type { KitReport } from '@fairlead/plugin-sdk/testing';

/** A small picture for a README. */
export function asBadge({ passed, subjects }: KitReport): string {
  const cases = subjects.flatMap((subject) => subject.cases);
  const good = cases.filter(({ outcome }) => outcome === 'passed').length;
  const said = passed
    ? `${good} passed`
    : `${cases.filter(({ outcome }) => outcome === 'failed').length} failed`;
  const colour = passed ? '#2a7f3f' : '#b3261e';
  return `<svg xmlns="http://www.w3.org/2000/svg" width="180" height="20" role="img" aria-label="fairlead kit: ${said}">
<rect width="90" height="20" fill="#444"/><rect x="90" width="90" height="20" fill="${colour}"/>
<g fill="#fff" font-family="Verdana,sans-serif" font-size="11" text-anchor="middle">
<text x="45" y="14">fairlead kit</text><text x="135" y="14">${said}</text></g></svg>
`;
}
