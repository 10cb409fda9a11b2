/** Horizontal bars in groups, readable at a width of 400 pixels. */
export interface Chart {
  readonly title: string;
  readonly groups: readonly ChartGroup[];
  /** One length for all bars, or each group's longest fills the width. */
  readonly scale: 'shared' | 'each';
}

export interface ChartGroup {
  readonly name: string;
  readonly bars: readonly Bar[];
}

export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly text: string;
  /** Whether it is this project's. */
  readonly own: boolean;
}

const THEMES = {
  light: { back: '#ffffff', text: '#1f2328', faint: '#59636e', own: '#0969da', other: '#afb8c1' },
  dark: { back: '#0d1117', text: '#f0f6fc', faint: '#9198a1', own: '#4493f8', other: '#484f58' },
} as const;

const WIDTH = 400;
const MARGIN = 12;
const BAR = 14;
/** A label above its bar. */
const ROW = 38;
const GROUP = 30;
const HEAD = 34;
/** What the text beside the longest bar takes. */
const TEXT = 92;

/** PURE: the chart as SVG. */
export function chartSvg({ title, groups, scale }: Chart, theme: keyof typeof THEMES): string {
  const colors = THEMES[theme];
  const most = Math.max(...groups.flatMap(({ bars }) => bars.map(({ value }) => value)));
  const parts: string[] = [text(MARGIN, 22, title, { fill: colors.text, weight: 600, size: 14 })];
  let y = HEAD;
  for (const { name, bars } of groups) {
    y += GROUP;
    parts.push(text(MARGIN, y - 8, name, { fill: colors.text, weight: 600, size: 12 }));
    const longest = scale === 'shared' ? most : Math.max(...bars.map(({ value }) => value));
    for (const bar of bars) {
      parts.push(...barParts(bar, y, (WIDTH - 2 * MARGIN - TEXT) / longest, colors));
      y += ROW;
    }
  }
  const height = y + MARGIN;
  const box = `xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}"`;
  return `<svg ${box} role="img" aria-label="${escaped(title)}" font-family="system-ui, 'Segoe UI', Helvetica, Arial, sans-serif">
<rect width="${WIDTH}" height="${height}" rx="6" fill="${colors.back}"/>
${parts.join('\n')}
</svg>
`;
}

type Colors = (typeof THEMES)[keyof typeof THEMES];

function barParts(
  { label, value, text: words, own }: Bar,
  y: number,
  perUnit: number,
  colors: Colors,
): string[] {
  const width = Math.max(2, Math.round(value * perUnit));
  const fill = own ? colors.own : colors.other;
  return [
    text(MARGIN, y + 11, label, {
      fill: own ? colors.text : colors.faint,
      weight: own ? 600 : 400,
      size: 12,
    }),
    `<rect x="${MARGIN}" y="${y + 16}" width="${width}" height="${BAR}" rx="2" fill="${fill}"/>`,
    text(MARGIN + width + 6, y + 27, words, { fill: colors.text, weight: own ? 600 : 400, size: 12 }),
  ];
}

interface Style {
  readonly fill: string;
  readonly weight: number;
  readonly size: number;
}

function text(x: number, y: number, words: string, { fill, weight, size }: Style): string {
  return `<text x="${x}" y="${y}" fill="${fill}" font-size="${size}" font-weight="${weight}">${escaped(words)}</text>`;
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
