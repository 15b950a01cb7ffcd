// What the shell says to people: questions, notifications, menu entries.

function runsGo(runs: number): string {
  return runs === 1 ? '1 run is going.' : `${runs} runs are going.`;
}

/** Answers to the question of leaving, in the order of its buttons. */
export const leaveAnswers = ['background', 'stop', 'cancel'] as const;
export type LeaveAnswer = (typeof leaveAnswers)[number];

/** The question that is asked before runs would be stopped. */
export function leaveQuestion(runs: number) {
  return {
    type: 'question' as const,
    title: 'Selftune',
    message: runsGo(runs),
    detail:
      'In the background, training goes on without a window; start Selftune again to see it. Stopped runs keep a checkpoint and can be resumed.',
    buttons: ['Keep training in the background', 'Stop with a checkpoint and quit', 'Cancel'],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  };
}

/** What the mark in the system's tray says. */
export function trayTip(runs: number): string {
  return runs === 0 ? 'Selftune: no run is going.' : `Selftune: ${runsGo(runs)}`;
}

const endings: Readonly<Record<string, string>> = {
  finished: 'has finished',
  stopped: 'was stopped',
  failed: 'has failed',
  interrupted: 'was interrupted',
};

/** Title of the notification at the end of a run. */
export function endTitle(name: string, state: string): string {
  return `${name} ${endings[state] ?? 'has ended'}`;
}

/** Said when the host cannot be kept alive. */
export const hostGivenUp =
  'The part of Selftune that keeps your runs has ended several times in a row. Your runs are stored. Start Selftune again; if this comes back, the log folder has the details.';
