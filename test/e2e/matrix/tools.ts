import { z } from 'zod';

/** The tools that the model may use, and what they answer. */
export const TOOLS = {
  get_tide: {
    description: 'Height of the tide in a port',
    input: z.object({ port: z.string(), hours_ahead: z.number() }),
    run: () => '3.2 m',
  },
  get_wind: {
    description: 'Wind in a port',
    input: z.object({ port: z.string() }),
    run: () => 'force four from Skagerrak',
  },
};

export type ToolName = keyof typeof TOOLS;

export interface ToolSpec {
  readonly name: ToolName;
  readonly description: string;
  /** JSON schema of the input. */
  readonly parameters: Record<string, unknown>;
}

export function toolSpecs(names: readonly ToolName[] = []): ToolSpec[] {
  return names.map((name) => {
    const { $schema: _, ...parameters } = z.toJSONSchema(TOOLS[name].input);
    return { name, description: TOOLS[name].description, parameters };
  });
}

/** Does what the model asked for. @throws Error when there is no such tool, or the input is not what it takes */
export function runTool(name: string, input: unknown): string {
  if (!isToolName(name)) throw new Error(`the model called ${name}, which is no tool`);
  TOOLS[name].input.parse(input);
  return TOOLS[name].run();
}

function isToolName(name: string): name is ToolName {
  return Object.hasOwn(TOOLS, name);
}
