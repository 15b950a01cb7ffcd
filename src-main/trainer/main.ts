// Entry of a trainer process. It talks to the host over its channel, runs one session and exits. It never opens the database.
import { AppError, messageOf } from '../../src-shared/domain/app-error.ts';
import {
  type HostMessage,
  hostMessageSchema,
  type TrainerMessage,
  trainerProtocol,
} from '../../src-shared/trainer-protocol/messages.ts';
import { openChannel } from './channel.ts';
import { createControl } from './control.ts';
import { testSession, trainSession } from './session.ts';

/** Time a stopped trainer has left to write its checkpoint once the host is gone. */
const orphanMs = 10_000;

const control = createControl();

function send(message: TrainerMessage): void {
  channel.send(message);
}

async function work(message: HostMessage): Promise<void> {
  switch (message.type) {
    case 'train':
      return finish(trainSession(message, control, send));
    case 'test':
      return finish(testSession(message, send));
    case 'pause':
      return control.ask('pause');
    case 'continue':
      return control.ask('none');
    case 'finish-epoch':
    case 'stop':
      return control.ask(message.type);
    default:
      message satisfies never;
  }
}

async function finish(session: Promise<void>): Promise<void> {
  try {
    await session;
  } catch (error) {
    const code = error instanceof AppError ? error.code : 'trainer/bug';
    // A bug's stack goes to the log the host keeps; the user gets its sentence.
    if (!(error instanceof AppError)) process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    send({ type: 'failed', code, message: messageOf(error), summary: null });
  }
  channel.leave();
}

const channel = openChannel({
  onOpen: () => send({ type: 'hello', protocol: trainerProtocol, pid: process.pid }),
  onMessage: (raw) => {
    const parsed = hostMessageSchema.safeParse(raw);
    if (parsed.success) void work(parsed.data);
    else
      send({
        type: 'failed',
        code: 'trainer/unknown-message',
        message: `The host sent a message this trainer does not know: ${parsed.error.message}`,
        summary: null,
      });
  },
  onHostGone: () => {
    control.ask('stop');
    const timer = setTimeout(() => process.exit(1), orphanMs);
    if (channel.endsByItself) timer.unref();
  },
  exit: (code) => process.exit(code),
});
// Ctrl-C in a terminal reaches the whole group of processes; the host decides what becomes of the run.
process.on('SIGINT', () => undefined);
