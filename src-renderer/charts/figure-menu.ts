// What can be done with a figure: the same entries in the same order for every one.
import { Copy, FileSpreadsheet, Image, Images } from '@lucide/vue';
import type { MenuItem } from '../components/menu-item.ts';
import type { FigureSaver } from './save-figure.ts';

/** Who is told what came of it. */
export interface FigureNews {
  readonly done: (what: string) => void;
  readonly problem: (thrown: unknown) => void;
}

/** @param saver of the figure as it is when an entry is chosen */
export function figureMenu(saver: () => FigureSaver, { done, problem }: FigureNews): MenuItem[] {
  async function attempt(what: string, action: () => void | Promise<void>): Promise<void> {
    try {
      await action();
      done(what);
    } catch (thrown) {
      problem(thrown);
    }
  }
  return [
    { label: 'Copy as image', icon: Copy, choose: () => void attempt('Figure copied.', () => saver().copy()) },
    { label: 'Save as SVG', icon: Images, choose: () => void attempt('Figure saved as SVG.', () => saver().svg()) },
    {
      label: 'Save as PNG',
      hint: '300 dpi',
      icon: Image,
      choose: () => void attempt('Figure saved as PNG.', () => saver().png()),
    },
    {
      label: 'Save as CSV',
      hint: 'what is plotted',
      icon: FileSpreadsheet,
      choose: () => void attempt('Plotted points saved as CSV.', () => saver().csv()),
    },
  ];
}
