package io.tributary.bench.effort;

/** The processes whose use counts for a contender's work; the others are idle beside it. */
public enum CountedProcesses {
  /** The two servers, and programs that were run. */
  SERVERS {
    @Override
    boolean include(String process) {
      return process.startsWith("postgres") || process.startsWith("programs");
    }
  },
  /** Those, the broker and the Connect worker. */
  SERVERS_AND_CONNECT {
    @Override
    boolean include(String process) {
      return SERVERS.include(process) || process.equals("broker") || process.equals("connect");
    }
  },
  /** Everything. */
  ALL {
    @Override
    boolean include(String process) {
      return true;
    }
  };

  abstract boolean include(String process);
}
