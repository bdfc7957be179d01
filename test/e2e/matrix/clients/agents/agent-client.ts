import {
  Agent,
  Runner,
  tool,
  user,
  assistant,
  type AgentInputItem,
  type Model,
  type ModelSettings,
  type ModelResponse,
  type RunItem,
  type Tool,
} from '@openai/agents';
import type OpenAI from 'openai';
import type { Ask } from '../../ask.js';
import { BERTH_SCHEMA } from '../../berth.js';
import type { Call, Client } from '../../client.js';
import type { Said, SaidUsage } from '../../said.js';
import { runTool, TOOLS } from '../../tools.js';
import { connect, saysNotFound } from '../openai/connect.js';

/** One of the APIs that agents are run by. */
export interface AgentApi {
  readonly name: string;
  readonly asksForThoughts: boolean;
  readonly model: (client: OpenAI, name: string) => Model;
  /** Beside what the library has words for. */
  readonly extraFields?: Readonly<Record<string, unknown>>;
  readonly cannot?: Client['cannot'];
}

const NO_REASON = 'a run does not say why the model stopped';

/** Nothing goes to the vendor: without this, runs are reported to it. */
const RUNNER = new Runner({ tracingDisabled: true });

export function agentClient(api: AgentApi): Client {
  return {
    name: `@openai/agents: ${api.name}`,
    finishes: { stop: undefined, tools: undefined, length: undefined },
    asksForThoughts: api.asksForThoughts,
    cannot: { 'a limit of length': NO_REASON, 'a limit of length, streamed': NO_REASON, ...api.cannot },
    saysNotFound,
    saysBroken: (error) => error instanceof Error,

    async say(call, ask) {
      const result = await RUNNER.run(new Agent(agentOptions(api, call, ask)), inputOf(ask));
      return saidOf(result, [String(result.finalOutput)]);
    },

    async stream(call, ask, { signal, onPiece } = {}) {
      const agent = new Agent(agentOptions(api, call, ask));
      const result = await RUNNER.run(agent, inputOf(ask), { stream: true, ...(signal && { signal }) });
      const pieces: string[] = [];
      for await (const event of result) {
        if (event.type !== 'raw_model_stream_event' || event.data.type !== 'output_text_delta') continue;
        pieces.push(event.data.delta);
        onPiece?.();
      }
      await result.completed;
      // Of a run that was called off there is no output, and asking for it is frowned upon.
      signal?.throwIfAborted();
      return saidOf(result, pieces);
    },

    async loop(call, ask, streamed) {
      const agent = new Agent({ ...agentOptions(api, call, ask), toolUseBehavior: 'run_llm_again' });
      const result = streamed
        ? await RUNNER.run(agent, inputOf(ask), { stream: true })
        : await RUNNER.run(agent, inputOf(ask));
      if ('completed' in result) await result.completed;
      return { text: String(result.finalOutput), ran: callsIn(result) };
    },

    async structured(call, ask, streamed) {
      const agent = new Agent({ ...agentOptions(api, call, ask), outputType: BERTH_SCHEMA });
      if (!streamed) return (await RUNNER.run(agent, inputOf(ask))).finalOutput;
      const result = await RUNNER.run(agent, inputOf(ask), { stream: true });
      await result.completed;
      return result.finalOutput;
    },
  };
}

/** Of an agent that stops once a tool has run, before the model hears of it. */
function agentOptions(api: AgentApi, call: Call, ask: Ask) {
  const modelSettings: ModelSettings = {
    store: false,
    ...(ask.mustCall && { toolChoice: 'required' }),
    ...(ask.thinks && { reasoning: { effort: 'low', summary: 'auto' } }),
    ...(ask.thinks && { providerData: { ...api.extraFields } }),
  };
  return {
    name: 'pilot',
    instructions: ask.system ?? '',
    model: api.model(connect(call), call.model),
    modelSettings,
    tools: (ask.tools ?? []).map(agentTool),
    toolUseBehavior: 'stop_on_first_tool' as const,
  };
}

function agentTool(name: keyof typeof TOOLS): Tool {
  const { description, input: parameters } = TOOLS[name];
  return tool({ name, description, parameters, execute: (input: unknown) => runTool(name, input) });
}

function inputOf({ before, prompt }: Ask): AgentInputItem[] {
  return [...(before ? [user(before[0]), assistant(before[1])] : []), user(prompt)];
}

/** What runs of all kinds have in common. */
interface Result {
  readonly newItems: readonly RunItem[];
  readonly rawResponses: readonly ModelResponse[];
  readonly lastResponseId: string | undefined;
  readonly finalOutput?: unknown;
}

function saidOf(result: Result, pieces: readonly string[]): Said {
  const calls = callsIn(result);
  const called = calls.length > 0;
  return {
    id: result.lastResponseId,
    text: called ? '' : String(result.finalOutput),
    pieces: called ? [] : pieces,
    calls,
    finish: undefined,
    usage: usageOf(result),
    thought: thoughtIn(result),
  };
}

function callsIn({ newItems }: Result) {
  return newItems.flatMap(({ type, rawItem }) =>
    type === 'tool_call_item' && rawItem?.type === 'function_call'
      ? [{ id: rawItem.callId, name: rawItem.name, input: JSON.parse(rawItem.arguments) as unknown }]
      : [],
  );
}

function thoughtIn({ newItems }: Result): string {
  return newItems
    .flatMap(({ type, rawItem }) =>
      type === 'reasoning_item' && rawItem?.type === 'reasoning'
        ? [...(rawItem.content ?? []), ...(rawItem.rawContent ?? [])]
        : [],
    )
    .map(({ text }) => text)
    .join('');
}

function usageOf({ rawResponses }: Result): SaidUsage | undefined {
  const usage = rawResponses.at(-1)?.usage;
  return usage && { input: usage.inputTokens, output: usage.outputTokens, total: usage.totalTokens };
}
