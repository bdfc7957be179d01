/** The fields of each kind of content block, without `type`. Blocks of the server's own tools are not looked into. */
const BLOCK_FIELDS: Readonly<Record<string, readonly string[]>> = {
  text: ['text', 'cache_control', 'citations'],
  image: ['source', 'cache_control', 'transformations'],
  document: ['source', 'cache_control', 'citations', 'context', 'title'],
  search_result: ['source', 'title', 'content', 'cache_control', 'citations'],
  thinking: ['thinking', 'signature'],
  redacted_thinking: ['data'],
  tool_use: ['id', 'name', 'input', 'cache_control', 'caller', 'toolset_name'],
  tool_result: ['tool_use_id', 'content', 'is_error', 'cache_control', 'toolset_name'],
  tool_reference: ['tool_name', 'cache_control'],
};

const OF_SERVER_TOOLS = /^(?:server_tool_use|container_upload|compaction|mcp_tool_use|[a-z_]+_tool_result)$/;

/** What a block of this type may have; undefined: anything. */
export function blockFields(type: string): readonly string[] | undefined {
  const fields = Object.hasOwn(BLOCK_FIELDS, type) ? BLOCK_FIELDS[type] : undefined;
  return fields && ['type', ...fields];
}

export function isBlockType(type: string): boolean {
  return Object.hasOwn(BLOCK_FIELDS, type) || OF_SERVER_TOOLS.test(type);
}

/** Which kinds of blocks stand in the messages of whom. */
export const BLOCKS_OF: Readonly<Record<'user' | 'assistant', RegExp>> = {
  user: /^(?:text|image|document|search_result|tool_result|container_upload)$/,
  assistant:
    /^(?:text|thinking|redacted_thinking|tool_use|server_tool_use|compaction|mcp_tool_use|[a-z_]+_tool_result)$/,
};
