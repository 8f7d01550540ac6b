import type { JudgedRow } from './rows.js';
import { median } from './statistics.js';

const digits = (value: number): string =>
  Math.abs(value) >= 100
    ? Math.round(value).toLocaleString('en-US')
    : value.toLocaleString('en-US', { maximumSignificantDigits: 3 });

const heads = ['figure', 'median', 'spread', 'peer', 'limit', 'ratio', 'bar', 'met?'];

function barOf({ bar, against }: JudgedRow): string {
  if (!bar) return '';
  const sign = bar.is === 'atLeast' ? '≥' : '≤';
  return bar.on === 'ratio' ? `${sign} ${digits(bar.value)}× ${against?.role ?? ''}` : `${sign} ${digits(bar.value)}`;
}

function cells(row: JudgedRow): string[] {
  const { figure, unit, least, most, against, ratio, met } = row;
  const reference = (role: string) =>
    against?.role === role ? `${digits(median(against.values))} ${against.name}` : '';
  return [
    figure,
    `${digits(row.median)} ${unit}`,
    `${digits(least)}–${digits(most)}`,
    reference('peer'),
    reference('limit'),
    ratio === undefined ? '' : `${digits(ratio)}×`,
    barOf(row),
    met === undefined ? '' : met ? 'yes' : 'NO',
  ];
}

/** The rows as a Markdown table, columns aligned. */
export function table(rows: readonly JudgedRow[]): string {
  const lines = [heads, ...rows.map(cells)];
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const text = (line: readonly string[]) => `| ${line.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [text(heads), rule, ...lines.slice(1).map(text)].join('\n');
}
