/** The whole look of a report: no resource from anywhere else. The colours keep apart for most eyes, light and dark. */
export const STYLE = `
:root { color-scheme: light dark; --page: #ffffff; --card: #f6f7f9; --ink: #1b1f24; --soft: #5b6470; --line: #d9dee4; --bad: #d1342f;
  --series-0: #2f6fde; --series-1: #e08a00; --series-2: #1f9d78; --series-3: #9a5bd6; --series-4: #c74f8b; --series-5: #5a8f29;
  --series-6: #00939f; --series-7: #8a8f98; }
@media (prefers-color-scheme: dark) { :root { --page: #14171b; --card: #1d2127; --ink: #e8ebef; --soft: #9aa4b0; --line: #343b44; --bad: #f0635c;
  --series-0: #6aa0ff; --series-1: #f0ac3d; --series-2: #4cc9a0; --series-3: #bb8cf0; --series-4: #e882b4; --series-5: #93c35b;
  --series-6: #3fc3cf; --series-7: #99a1ac; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1060px; padding: 24px 16px 64px; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 24px; margin: 0; } h2 { font-size: 17px; margin: 36px 0 8px; } p { margin: 4px 0; color: var(--soft); }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(160px, 1fr)); gap: 12px; margin: 20px 0; }
dl div { background: var(--card); border-radius: 8px; padding: 12px 14px; } dt { color: var(--soft); font-size: 13px; }
dd { margin: 0; font-size: 22px; font-variant-numeric: tabular-nums; } dd small { display: block; font-size: 13px; color: var(--soft); }
svg { width: 100%; height: auto; display: block; } .grid { stroke: var(--line); stroke-width: 1; } .axis { fill: var(--soft); font-size: 12px; }
.line { fill: none; stroke-width: 2; stroke-linejoin: round; } .hint { fill: transparent; } .hint:hover { fill: var(--ink); fill-opacity: .08; }
.rail { fill: var(--line); opacity: .5; }
.name { fill: var(--ink); font-size: 13px; }
.legend { list-style: none; margin: 6px 0 0; padding: 0; display: flex; flex-wrap: wrap; gap: 4px 18px; font-size: 13px; }
.legend i { display: inline-block; width: 10px; height: 10px; border-radius: 2px; margin-right: 6px; } small { color: var(--soft); }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: 14px; }
th, td { text-align: left; padding: 6px 10px; border-bottom: 1px solid var(--line); white-space: nowrap; } th { color: var(--soft); font-weight: 500; }
.figure { text-align: right; font-variant-numeric: tabular-nums; }
`.trim();
