/** How fast a tool is, farcall being 1. */
export interface Bar {
  readonly name: string;
  readonly speed: number;
}

const WIDTH = 720;
const LABEL = 150;
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

/** Tools beside each other at one thing. */
export interface Panel {
  readonly title: string;
  readonly bars: readonly Bar[];
}

/** An SVG with the speed of all, for light and dark pages; `label` is for those who cannot see it. Names of ours begin with `own`. */
export function drawChart(label: string, panels: readonly Panel[], own: string): string {
  const longest = Math.max(...panels.flatMap(({ bars }) => bars.map(({ speed }) => speed)));
  const scale = (WIDTH - LABEL - FIGURE) / longest;
  let y = 0;
  const parts = panels.map(({ title, bars }) => {
    const heading = `<text class="title" x="0" y="${(y += ROW) - 7}">${title}</text>`;
    return [heading, ...bars.map((bar) => drawn(bar, bar.name.startsWith(own), (y += ROW) - ROW, scale))].join("\n");
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" width="${WIDTH}" height="${y}" role="img" aria-label="${label}">
<style>${style}
</style>
${parts.join("\n")}
</svg>
`;
}

function drawn({ name, speed }: Bar, isOwn: boolean, y: number, scale: number): string {
  const width = Math.max(1, speed * scale);
  const kind = isOwn ? "own" : "other";
  const top = y + (ROW - BAR) / 2;
  return [
    `<text x="${LABEL - 8}" y="${y + 16.5}" text-anchor="end">${name}</text>`,
    `<rect class="${kind}" x="${LABEL}" y="${top}" width="${width.toFixed(1)}" height="${BAR}" rx="2"/>`,
    `<text x="${(LABEL + width + 6).toFixed(1)}" y="${y + 16.5}">${speed.toFixed(2)}</text>`,
  ].join("");
}
