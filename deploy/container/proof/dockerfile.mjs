const STAGE = /^(?<image>\S+)(?:\s+AS\s+(?<name>\S+))?$/i;

/**
 * A Dockerfile as its stages: `{ name, image, steps: [{ keyword, text, flags }] }`. Values are as written; `ARG`s before
 * the first `FROM` are put in, as a builder does.
 *
 * @param {string} text
 */
export function parseDockerfile(text) {
  const globals = {};
  const stages = [];
  for (const { keyword, text: value, flags } of instructions(text)) {
    if (keyword === 'ARG' && stages.length === 0) {
      const [name, preset = ''] = splitOnce(value, '=');
      globals[name] = preset;
    } else if (keyword === 'FROM') {
      const { image, name } = STAGE.exec(substitute(value, globals)).groups;
      stages.push({ name: name ?? String(stages.length), image, steps: [] });
    } else {
      stages.at(-1).steps.push({ keyword, text: value, flags });
    }
  }
  return stages;
}

/** Joins continued lines, leaves comments out, and takes `--flag=value` off the front. */
function instructions(text) {
  const lines = text.split('\n').filter((line) => !/^\s*#/.test(line));
  const joined = lines.join('\n').replaceAll(/\\\n/g, ' ');
  return joined
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [keyword, rest = ''] = splitOnce(line, ' ');
      const flags = {};
      let value = rest.trim();
      for (let flag; (flag = /^--([a-z-]+)=(\S+)\s+/.exec(value)); value = value.slice(flag[0].length))
        if (keyword !== 'HEALTHCHECK') flags[flag[1]] = flag[2];
      return { keyword: keyword.toUpperCase(), text: value, flags };
    });
}

/** `${NAME}` and `$NAME` of what is known; nothing else is touched. */
export function substitute(text, values) {
  return text.replaceAll(/\$\{(\w+)\}|\$(\w+)/g, (whole, braced, bare) => values[braced ?? bare] ?? whole);
}

/** `A=1 B="two words"` as pairs. */
export function assignments(text) {
  return Array.from(text.matchAll(/([\w.-]+)=(?:"([^"]*)"|(\S*))/g), ([, name, quoted, bare]) => [
    name,
    quoted ?? bare,
  ]);
}

function splitOnce(text, separator) {
  const at = text.indexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
