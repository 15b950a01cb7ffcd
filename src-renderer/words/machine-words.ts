// What this computer can train with, in plain words.
import type { MachineReport } from '../../src-shared/contract/app.ts';
import { countedWords } from './quantities.ts';

const deviceTitles: Readonly<Record<MachineReport['candidates'][number]['device'], string>> = {
  cpu: 'the processor',
  webgpu: 'the graphics card (WebGPU)',
  cuda: 'the graphics card (CUDA)',
  dml: 'the graphics card (DirectML)',
  coreml: 'Apple’s accelerators (Core ML)',
};

const engineTitles: Readonly<Record<MachineReport['candidates'][number]['engine'], string>> = {
  onnx: 'ONNX Runtime',
  tensorflow: 'TensorFlow',
  reference: 'Plain JavaScript',
};

/** A device in the middle of a sentence. */
export function deviceWords(device: MachineReport['candidates'][number]['device']): string {
  return deviceTitles[device];
}

/** A program that computes. */
export function engineWords(engine: MachineReport['candidates'][number]['engine']): string {
  return engineTitles[engine];
}

/** Where training will run and why, in two sentences at most where all is well. */
export function verdictWords(report: MachineReport, locale: string): string {
  const { device, why } = report.choice;
  if (device === null) return `Nothing on this computer can train. ${why}`;
  if (device !== 'cpu') return `Training will run on ${deviceTitles[device]}.`;
  const cores = countedWords(report.cores, 'core', 'cores', locale);
  const where = `Training will run on the processor (${cores}).`;
  return /^No graphics card found\b/.test(why)
    ? `${where} No graphics card found: most examples still take under a minute.`
    : `${where} ${why}`.trim();
}
