import type { TargetId } from '@fairlead/plugin-sdk';
import { PriceBook } from '@fairlead/ledger';
import { perMtok } from '@fairlead/configuration';
import type { TargetInfo } from '@fairlead/routing';
import type { Stage } from '../stage/stage.js';
import type { WorldSyntax } from './syntax/world-file.js';

const NO_TRAITS = { tags: [] };

/** The same stage with the prices of a world. */
export function priced(stage: Stage, { defaults, targets: words }: WorldSyntax): Stage {
  const book = new PriceBook({ wall: () => new Date(0) });
  const targets = new Map<TargetId, TargetInfo>();
  for (const [id, info] of stage.targets) {
    const prices = words?.get(id)?.value.prices ?? defaults?.prices;
    const quote = book.quote({ policy: prices, model: info.wireModel });
    const price = perMtok(quote);
    targets.set(
      id,
      quote && price ? { ...info, price: quote, traits: { ...NO_TRAITS, ...info.traits, price } } : info,
    );
  }
  return { ...stage, targets };
}
