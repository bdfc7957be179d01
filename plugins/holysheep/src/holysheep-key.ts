import { ValidateBy } from '@fairlead/plugin-sdk';

/** Another vendor's key, pasted by mistake, is told at the start and not sent to the wrong company. */
export function HolysheepKey(): PropertyDecorator {
  return ValidateBy(
    { name: 'holysheepKey', validator: { validate: isKey } },
    { message: '$property is no HolySheep key: those begin with "hs-" or "sk-"; copy it from the dashboard' },
  );
}

/** An unset key is no wrong key. */
function isKey(value: unknown): boolean {
  return typeof value !== 'string' || value === '' || /^(?:hs|sk)-/.test(value);
}
