// Names of the two messages between a window's preload script and the shell.

/** Window to shell: a port, please. */
export const connectChannel = 'selftune:connect';

/** Shell to window, with the port; without one when there is no host. The page gets a message of the same name. */
export const portChannel = 'selftune:port';
