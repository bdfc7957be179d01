import {
  About,
  configOf,
  type ConfigSpec,
  Duration,
  IsArray,
  IsIn,
  IsNumber,
  IsString,
  Min,
  ValidateBy,
} from '@fairlead/plugin-sdk';

const COST_MIX_MODES = ['request_share', 'price_weighted', 'spend_share', 'blended_ceiling'] as const;
type CostMixMode = (typeof COST_MIX_MODES)[number];

export class CostMixOptions {
  @About('What is mixed: requests by weight, requests by price, or spend; or a ceiling on the blended price.')
  @IsIn(COST_MIX_MODES)
  mode: CostMixMode;
  @About('`price_weighted`: how much a lower price counts.')
  @IsNumber()
  @Min(0)
  exponent = 2;
  @About('`spend_share`, `blended_ceiling`: half of what is owed or saved is forgotten after this long.')
  @Duration()
  @Min(1)
  windowMs = 3_600_000;
  @About('`blended_ceiling`: US dollars per million tokens, input and output together.', {
    type: 'number',
    exclusiveMinimum: 0,
  })
  @IsCeiling()
  ceilingUsdPerMtok?: number;
  @About('`blended_ceiling`: best first; targets that are not listed follow in file order.')
  @IsArray()
  @IsString({ each: true })
  prefer: string[] = [];
}

function IsCeiling(): PropertyDecorator {
  const validate = (value: unknown, args?: { object: object }): boolean =>
    (args?.object as CostMixOptions | undefined)?.mode === 'blended_ceiling'
      ? typeof value === 'number' && value > 0
      : value === undefined || typeof value === 'number';
  return ValidateBy(
    { name: 'ceiling', validator: { validate } },
    { message: '$property must be a number of US dollars above 0' },
  );
}

const spec = configOf(CostMixOptions);

/** As the class says; its schema knows, too, that one mode needs a ceiling. */
export const costMixOptions: ConfigSpec<CostMixOptions> = {
  ...spec,
  schema: {
    ...spec.schema,
    if: { properties: { mode: { const: 'blended_ceiling' } } },
    then: { required: ['ceiling_usd_per_mtok'] },
  },
};
