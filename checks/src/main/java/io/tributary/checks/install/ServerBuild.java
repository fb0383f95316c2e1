package io.tributary.checks.install;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who packaged a PostgreSQL server, as the server itself says.
 *
 * @param major its major version; 0 where it cannot be read
 */
public record ServerBuild(int major, Packager packager) {
  /** Asks a server; the answer goes to {@link #of}. */
  public static final String STATEMENT = "SELECT pg_catalog.version()";

  private static final Pattern MAJOR = Pattern.compile("\\b(\\d+)(\\.\\d+|beta\\d+|rc\\d+|devel)");

  /** From where the machine's packages come. */
  public enum Packager {
    /** The archive of PostgreSQL's own packages for Debian and Ubuntu, apt.postgresql.org. */
    POSTGRESQL_ARCHIVE,
    DEBIAN,
    UBUNTU,
    /** Red Hat's kind, managed services, and builds of one's own do not say. */
    UNKNOWN
  }

  /** Of the text that a server answers. */
  public static ServerBuild of(String version) {
    Matcher major = MAJOR.matcher(version);
    return new ServerBuild(major.find() ? Integer.parseInt(major.group(1)) : 0, packager(version));
  }

  private static Packager packager(String version) {
    if (version.contains(".pgdg")) {
      return Packager.POSTGRESQL_ARCHIVE;
    }
    if (version.contains("(Debian ")) {
      return Packager.DEBIAN;
    }
    return version.contains("(Ubuntu ") ? Packager.UBUNTU : Packager.UNKNOWN;
  }
}
