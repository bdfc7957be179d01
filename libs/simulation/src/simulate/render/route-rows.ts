import { grouped, percentText, timeText, usdText } from '../../format/figures.js';
import type { SimulationReport } from '../report.js';

/** `>`: aligned to the right. */
export const ROUTE_HEADINGS = ['route', '>requests', '>answered', '>first token p95', '>spend'] as const;

/**
 * A line for each route, under `ROUTE_HEADINGS`.
 *
 * @param nothing stands where there is no figure
 */
export function routeRows({ routes }: SimulationReport, nothing: string): string[][] {
  return routes.map((route) => [
    route.name,
    grouped(route.requests),
    percentText(route.requests === 0 ? 1 : route.succeeded / route.requests, 3),
    route.firstToken ? timeText(route.firstToken.p95Ms) : nothing,
    usdText(route.spendNanoUsd),
  ]);
}
