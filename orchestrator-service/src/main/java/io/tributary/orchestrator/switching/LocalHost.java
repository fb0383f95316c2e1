package io.tributary.orchestrator.switching;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The machine that this service runs on. */
final class LocalHost {
  private LocalHost() {}

  /** Its name, by which a process of another machine is told apart. */
  static String name() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
