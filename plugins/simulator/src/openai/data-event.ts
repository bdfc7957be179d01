/** One server-sent event, as OpenAI's older streams have it: without a name. */
export function dataEvent(json: object): string {
  return `data: ${JSON.stringify(json)}\n\n`;
}
