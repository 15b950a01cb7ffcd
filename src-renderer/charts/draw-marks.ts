// Marks as SVG text and on a canvas. Not here: marks in the window, which are elements (mark-canvas).
import { figureFont, figureTextSize, type Mark, type MarkFigure, type MarkLook } from './mark-figure.ts';
import { lightTheme } from './palette.ts';
import type { FigureSize } from './stack-layout.ts';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** An element with those attributes that have a value; numbers to a tenth of a pixel. */
function element(name: string, attributes: Readonly<Record<string, string | number | undefined>>, inner = ''): string {
  const written = Object.entries(attributes).flatMap(([key, value]) => {
    if (value === undefined) return [];
    const text = typeof value === 'number' ? String(Math.round(value * 100) / 100) : escaped(value);
    return [` ${key}="${text}"`];
  });
  return inner === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${inner}</${name}>`;
}

function markSvg(mark: Mark): string {
  switch (mark.kind) {
    case 'path':
      return element('path', {
        d: mark.d,
        fill: mark.fill ?? 'none',
        stroke: mark.stroke,
        'stroke-width': mark.width,
        'stroke-dasharray': mark.dash?.join(' '),
        'stroke-linejoin': mark.stroke === undefined ? undefined : 'round',
        opacity: mark.opacity,
      });
    case 'dot':
      return element('circle', {
        cx: mark.x,
        cy: mark.y,
        r: mark.radius,
        fill: mark.fill,
        stroke: mark.stroke,
        opacity: mark.opacity,
      });
    case 'box': {
      const { x, y, width, height, fill, opacity } = mark;
      return element('rect', { x, y, width, height, fill, opacity });
    }
    case 'text': {
      const { x, y, turn } = mark;
      return element(
        'text',
        {
          x,
          y,
          fill: mark.fill,
          'text-anchor': mark.anchor,
          'font-size': mark.size ?? figureTextSize,
          'font-weight': mark.weight,
          stroke: mark.halo,
          'stroke-width': mark.halo === undefined ? undefined : 3,
          'paint-order': mark.halo === undefined ? undefined : 'stroke',
          'font-family': figureFont,
          transform: turn === undefined ? undefined : `rotate(${turn} ${Math.round(x)} ${Math.round(y)})`,
        },
        escaped(mark.text),
      );
    }
    default:
      return mark satisfies never;
  }
}

const onPaper = (size: FigureSize, number: MarkLook['number']): MarkLook => ({ size, number, theme: lightTheme });

/** The figure as SVG, on white. */
export function marksToSvg(figure: MarkFigure, size: FigureSize, number: MarkLook['number']): string {
  const { width, height } = size;
  const ground = element('rect', { width, height, fill: lightTheme.surface });
  const marks = figure.draw(onPaper(size, number)).map(markSvg);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${element('title', {}, escaped(figure.title))}${ground}${marks.join('')}</svg>\n`;
}

function paint(context: CanvasRenderingContext2D, mark: Mark): void {
  context.save();
  context.globalAlpha = 'opacity' in mark ? (mark.opacity ?? 1) : 1;
  switch (mark.kind) {
    case 'path': {
      const path = new Path2D(mark.d);
      context.lineJoin = 'round';
      context.lineWidth = mark.width ?? 1;
      context.setLineDash([...(mark.dash ?? [])]);
      if (mark.fill !== undefined) {
        context.fillStyle = mark.fill;
        context.fill(path);
      }
      if (mark.stroke !== undefined) {
        context.strokeStyle = mark.stroke;
        context.stroke(path);
      }
      break;
    }
    case 'dot':
      context.beginPath();
      context.arc(mark.x, mark.y, mark.radius, 0, 2 * Math.PI);
      context.fillStyle = mark.fill;
      context.fill();
      if (mark.stroke !== undefined) {
        context.strokeStyle = mark.stroke;
        context.stroke();
      }
      break;
    case 'box':
      context.fillStyle = mark.fill;
      context.fillRect(mark.x, mark.y, mark.width, mark.height);
      break;
    case 'text':
      context.translate(mark.x, mark.y);
      context.rotate(((mark.turn ?? 0) * Math.PI) / 180);
      context.font = `${mark.weight ?? 400} ${mark.size ?? figureTextSize}px ${figureFont}`;
      context.textAlign = mark.anchor === 'middle' ? 'center' : mark.anchor;
      if (mark.halo !== undefined) {
        context.strokeStyle = mark.halo;
        context.lineWidth = 3;
        context.lineJoin = 'round';
        context.strokeText(mark.text, 0, 0);
      }
      context.fillStyle = mark.fill;
      context.fillText(mark.text, 0, 0);
      break;
    default:
      mark satisfies never;
  }
  context.restore();
}

/** The figure as PNG, on white. @param pixelRatio pixels of the file for one of the screen */
export async function marksToPng(
  figure: MarkFigure,
  size: FigureSize,
  { number, pixelRatio }: { readonly number: MarkLook['number']; readonly pixelRatio: number },
): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(size.width * pixelRatio);
  canvas.height = Math.round(size.height * pixelRatio);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('The picture is too large to be drawn. Choose a smaller size.');
  context.fillStyle = lightTheme.surface;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(pixelRatio, pixelRatio);
  for (const mark of figure.draw(onPaper(size, number))) paint(context, mark);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob === null) throw new Error('The picture is too large to be drawn. Choose a smaller size.');
  return blob;
}
