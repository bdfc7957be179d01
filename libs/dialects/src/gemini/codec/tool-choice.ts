import type { ToolChoice } from '@fairlead/plugin-sdk';
import type { JsonObject } from '../../json/decode.js';
import type { FieldReader } from '../../json/field-reader.js';

/**
 * `functionCallingConfig`. `ANY` means some function, and with names one of these; `VALIDATED` with names means that
 * only these may be called. Any other mode is kept for the vendor.
 */
export function decodeToolChoice(config: FieldReader): ToolChoice | undefined {
  const said = config.text('mode');
  const names = config.texts('allowedFunctionNames') ?? [];
  switch (said?.toUpperCase()) {
    case undefined:
    case 'MODE_UNSPECIFIED':
      return undefined;
    case 'AUTO':
      return { kind: 'auto' };
    case 'NONE':
      return { kind: 'none' };
    case 'ANY':
      if (names.length === 0) return { kind: 'required' };
      return names.length === 1
        ? { kind: 'named', name: names[0]! }
        : { kind: 'among', names, required: true };
    default:
      return names.length > 0
        ? { kind: 'among', names, required: false }
        : { kind: 'vendor', dialect: 'gemini', value: { mode: said } };
  }
}

export function encodeToolChoice(choice: ToolChoice): JsonObject | undefined {
  switch (choice.kind) {
    case 'auto':
      return { mode: 'AUTO' };
    case 'none':
      return { mode: 'NONE' };
    case 'required':
      return { mode: 'ANY' };
    case 'named':
      return { mode: 'ANY', allowedFunctionNames: [choice.name] };
    case 'among':
      return { mode: choice.required ? 'ANY' : 'VALIDATED', allowedFunctionNames: choice.names };
    case 'vendor':
      return choice.dialect === 'gemini' ? choice.value : undefined;
  }
}
