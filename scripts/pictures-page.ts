export type Theme = 'light' | 'dark';

const COLOURS = {
  light: {
    ink: '#1f2328',
    paper: '#ffffff',
    line: '#d1d9e0',
    stripe: '#f6f8fa',
    link: '#0969da',
    code: '#eff1f3',
  },
  dark: {
    ink: '#f0f6fc',
    paper: '#0d1117',
    line: '#3d444d',
    stripe: '#151b23',
    link: '#4493f8',
    code: '#262c36',
  },
} as const;

/** A page that shows its content as GitHub's pages look, and says how high it is: `<html data-height="…">`. */
export function card(content: string, theme: Theme): string {
  const { ink, paper, line, stripe, link, code } = COLOURS[theme];
  return `<!doctype html><meta charset="utf-8"><style>
    body { margin: 0; background: ${paper}; color: ${ink}; font: 15px/1.5 "Noto Sans", "DejaVu Sans", sans-serif; }
    main { margin: 8px; padding: 8px 20px 12px; border: 1px solid ${line}; border-radius: 8px; }
    h3 { margin: 10px 0; font-size: 19px; } h4 { margin: 12px 0 0; font-size: 13px; font-weight: normal; opacity: .7; }
    table { border-collapse: collapse; margin: 12px 0; } th, td { border: 1px solid ${line}; padding: 5px 12px; text-align: left; }
    tr:nth-child(2n) td { background: ${stripe}; } hr { border: 0; border-top: 1px solid ${line}; margin: 16px 0; }
    a { color: ${link}; text-decoration: none; }
    code { background: ${code}; border-radius: 5px; padding: 2px 5px; font: 13px "DejaVu Sans Mono", monospace; }
    pre { margin: 6px 0; font: 13px/1.5 "DejaVu Sans Mono", monospace; }
  </style><main>${content}</main>
  <script>document.documentElement.dataset.height = Math.ceil(document.body.getBoundingClientRect().height + 16)</script>`;
}
