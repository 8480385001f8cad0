import type { Comparison } from "./comparison.js";
import { names } from "./contestants.js";
import { beside, best, meanOf, pooled, toolsOf } from "./figures.js";

/** How fast a tool is, farcall being 1. */
interface Bar {
  readonly name: string;
  readonly speed: number;
}

const WIDTH = 720;
const LABEL = 130;
const ROW = 24;
const BAR = 15;
/** Room for the figure behind the longest bar. */
const FIGURE = 50;

const style = `
text { font: 13px system-ui, sans-serif; fill: #1f2328 }
.title { font-weight: 600 }
.other { fill: #afb8c1 }
.own { fill: #1f6feb }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 }
  .other { fill: #57606a }
  .own { fill: #4493f8 }
}`;

/** An SVG with the speed of all that do the same work, for light and dark pages. */
export function chart(decode: readonly Comparison[], encode: readonly Comparison[]): string {
  const panels = [
    { title: "decode", bars: barsOf(decode) },
    { title: "encode", bars: barsOf(encode) },
  ];
  const longest = Math.max(...panels.flatMap(({ bars }) => bars.map(({ speed }) => speed)));
  const scale = (WIDTH - LABEL - FIGURE) / longest;
  let y = 0;
  const parts = panels.map(({ title, bars }) => {
    const heading = `<text class="title" x="0" y="${(y += ROW) - 7}">${title}</text>`;
    return [heading, ...bars.map((bar) => drawn(bar, (y += ROW) - ROW, scale))].join("\n");
  });
  const label = "Speed of decode and encode, farcall being 1: longer is faster";
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" width="${WIDTH}" height="${y}" role="img" aria-label="${label}">
<style>${style}
</style>
${parts.join("\n")}
</svg>
`;
}

function drawn({ name, speed }: Bar, y: number, scale: number): string {
  const width = Math.max(1, speed * scale);
  const kind = name.startsWith(names.own) ? "own" : "other";
  const top = y + (ROW - BAR) / 2;
  return [
    `<text x="${LABEL - 8}" y="${y + 16.5}" text-anchor="end">${name}</text>`,
    `<rect class="${kind}" x="${LABEL}" y="${top}" width="${width.toFixed(1)}" height="${BAR}" rx="2"/>`,
    `<text x="${(LABEL + width + 6).toFixed(1)}" y="${y + 16.5}">${speed.toFixed(2)}</text>`,
  ].join("");
}

/** farcall, and those that have been measured at every workload, the fastest first. */
function barsOf(comparisons: readonly Comparison[]): Bar[] {
  const own: Bar[] = [{ name: names.own, speed: 1 }];
  const inPool = meanOf(comparisons, pooled) / meanOf(comparisons, best);
  if (!Number.isNaN(inPool)) own.push({ name: names.pooled, speed: inPool });
  const others = toolsOf(comparisons).map((name) => ({ name, speed: 1 / meanOf(comparisons, beside(name)) }));
  return [...own, ...others].toSorted((a, b) => b.speed - a.speed);
}
