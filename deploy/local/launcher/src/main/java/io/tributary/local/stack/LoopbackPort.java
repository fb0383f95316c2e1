package io.tributary.local.stack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/** Chooses ports on the loopback interface. */
public final class LoopbackPort {
  /** The interface that everything listens on. */
  public static final String HOST = "127.0.0.1";

  private static final int FIRST = 20_000;
  private static final int PORTS = 8_000;

  /** Launchers that start at the same time have different ids, and so begin at different ports. */
  private static final AtomicInteger NEXT =
      new AtomicInteger((int) (ProcessHandle.current().pid() * 32 % PORTS));

  private LoopbackPort() {}

  /**
   * A port that nobody listens on, below the range from which the kernel gives outgoing connections
   * theirs: there, one could take it before its server is up, or while that is started again.
   */
  public static int free() {
    for (int i = 0; i < PORTS; i++) {
      int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), PORTS);
      if (isFree(port)) {
        return port;
      }
    }
    try (ServerSocket socket = bound(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new StartFailure("There is no free port on " + HOST + ": " + e.getMessage(), e);
    }
  }

  /** The preferred port, or any other when somebody listens there. */
  public static int preferably(int port) {
    return isFree(port) ? port : free();
  }

  /**
   * Exactly this port.
   *
   * @param option the option that asked for it, for the message
   * @throws StartFailure when somebody listens there
   */
  public static int exactly(int port, String option) {
    if (!isFree(port)) {
      throw new StartFailure(
          "Port "
              + port
              + " on "
              + HOST
              + " is taken. End the process that listens there (ss -ltnp shows it), or choose"
              + " another one with "
              + option
              + ".");
    }
    return port;
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = bound(port)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static ServerSocket bound(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    try {
      socket.bind(new InetSocketAddress(HOST, port));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
