// A schedule that is not a run's curve yet: read from a file or taken from a run, as a figure of panels like those of a run.
import type { ReplayedSchedule } from '../../src-shared/domain/method-config.ts';
import type { ModelConfig } from '../../src-shared/domain/run-config.ts';
import type { PlotLine, PlotPanel, PlotTable } from '../../src-shared/plot/plot-table.ts';
import { hyperparameterStyle, kindOfName } from '../../src-shared/plot/series-style.ts';
import type { InputForm } from '../words/hyperparameter-words.ts';
import { scheduleName } from './schedule-names.ts';
import { panelOfKind, panelUnit, type SchedulePanel, schedulePanels } from './schedule-panels.ts';

/** The figure of a schedule. @param form of the data @param model that it will train; null: not known */
export function replayedPlot(
  { unit, at, values, source }: ReplayedSchedule,
  { form, model }: { readonly form: InputForm; readonly model: ModelConfig | null },
): PlotTable {
  const x = Float64Array.from(at);
  const names = Object.keys(values);
  const lineOf = (name: string, panel: SchedulePanel): PlotLine => ({
    id: `hyperparameter/${name}`,
    label: scheduleName(name, model),
    shortLabel: scheduleName(name, model),
    quantity: { name: panel.title, unit: panelUnit(panel, form) },
    x,
    y: Float64Array.from(values[name] ?? []),
    band: null,
    role: 'schedule',
    ...hyperparameterStyle(name),
    total: x.length,
  });
  const panels = schedulePanels.flatMap((panel): PlotPanel[] => {
    const members = names.filter((name) => {
      const kind = kindOfName(name);
      return kind !== null && panelOfKind[kind] === panel;
    });
    if (members.length === 0) return [];
    return [
      {
        id: panel.id,
        title: `${panel.title} (${panelUnit(panel, form)})`,
        y: { name: panel.title, unit: panelUnit(panel, form) },
        range: null,
        scale: panel.scale,
        lines: members.map((name) => lineOf(name, panel)),
        marks: [],
        whenEmpty: 'The schedule has no points.',
        weight: 1,
      },
    ];
  });
  return {
    title: source === '' ? 'Schedule' : `Schedule of ${source}`,
    x: { name: unit === 'epochs' ? 'epoch' : 'optimisation step', unit: '' },
    window: null,
    expectedEnd: at.at(-1) ?? 1,
    panels,
    notes: ['Straight lines between the points; the ends are held beyond them.'],
  };
}
