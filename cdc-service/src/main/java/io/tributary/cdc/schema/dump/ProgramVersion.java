package io.tributary.cdc.schema.dump;

import io.tributary.cdc.schema.state.SchemaError;
import io.tributary.common.error.TributaryException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares the version of pg_dump with that of a server, which it must not be older than. */
public final class ProgramVersion {
  private static final Pattern MAJOR = Pattern.compile("\\(PostgreSQL\\) (\\d+)");
  private static final int PER_MAJOR = 10_000;

  private ProgramVersion() {}

  /** The major version in what {@code pg_dump --version} prints. */
  static int major(String printed) {
    Matcher matcher = MAJOR.matcher(printed);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  /**
   * Whether a pg_dump can read a server.
   *
   * @param serverVersion as in {@code server_version_num}
   */
  static boolean reads(String printed, int serverVersion) {
    return major(printed) >= serverVersion / PER_MAJOR;
  }

  /**
   * Refuses a pg_dump that cannot read the server.
   *
   * @param serverVersion as in {@code server_version_num}
   */
  public static void require(String program, String printed, int serverVersion, String server) {
    if (!reads(printed, serverVersion)) {
      int need = serverVersion / PER_MAJOR;
      throw new TributaryException(
          SchemaError.PG_DUMP_TOO_OLD,
          program
              + " has version "
              + major(printed)
              + " and cannot dump PostgreSQL "
              + need
              + " at "
              + server
              + ". Install postgresql-client-"
              + need
              + ", or set tributary.schema.pg-bin-directory to where a newer one is.",
          Map.of("program", program, "database", server));
    }
  }
}
