import type OpenAI from 'openai';
import type { Said, SaidCall } from '../../said.js';

export function responseSaid(response: OpenAI.Responses.Response, pieces?: readonly string[]): Said {
  const { id, output, output_text: text, usage, status, incomplete_details: cut } = response;
  return {
    id,
    text,
    pieces: pieces ?? [text],
    calls: responseCalls(response),
    finish: cut?.reason ?? status,
    usage: usage && { input: usage.input_tokens, output: usage.output_tokens, total: usage.total_tokens },
    thought: output
      .flatMap((item) => (item.type === 'reasoning' ? item.summary.map((part) => part.text) : []))
      .join(''),
  };
}

export function responseCalls({ output }: OpenAI.Responses.Response): (SaidCall & { id: string })[] {
  return output.flatMap((item) =>
    item.type === 'function_call'
      ? [{ id: item.call_id, name: item.name, input: JSON.parse(item.arguments) as unknown }]
      : [],
  );
}
