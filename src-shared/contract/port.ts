// The way frames travel, whatever it is: a WebSocket, a MessagePort, two ends in one process in a test.

/** One end of a connection. Values arrive as they were sent, typed arrays, NaN and infinities included. */
export interface Port {
  send(frame: unknown): void;
  /** Called for every frame; called once, at once after the port was made. */
  onFrame(listener: (frame: unknown) => void): void;
  /** Called once, when nothing more comes and nothing more can be sent. */
  onClose(listener: () => void): void;
  close(): void;
}

/** What comes and goes on a connection that a client keeps up. */
export type Connect = () => Promise<Port>;
