package io.tributary.checks.install;

import io.tributary.checks.install.ServerBuild.Packager;

/**
 * How an extension gets onto the machine of a server that lacks it. Commands are named only where
 * the archive of that server's packages has what they ask for. Pure.
 */
public final class ExtensionInstall {
  private static final String VECTOR = "vector";

  /** Debian 13 and Ubuntu 24.04 have these, and pgvector; releases before them have no pgvector. */
  private static final int FIRST_OF_DEBIAN = 17;

  private static final int FIRST_OF_UBUNTU = 16;

  private static final String ARCHIVE = "https://wiki.postgresql.org/wiki/Apt";
  private static final String SOURCE = "https://github.com/pgvector/pgvector";

  private ExtensionInstall() {}

  /** What to do, for people. */
  public static String of(String extension, ServerBuild server) {
    return extension.equals(VECTOR) ? vector(server) : other(server);
  }

  private static String vector(ServerBuild server) {
    return switch (server.packager()) {
      case POSTGRESQL_ARCHIVE -> "Install pgvector on the target's machine: " + command(server);
      case DEBIAN -> vector(server, "Debian", FIRST_OF_DEBIAN);
      case UBUNTU -> vector(server, "Ubuntu", FIRST_OF_UBUNTU);
      case UNKNOWN ->
          "A managed service has to offer the extension vector. On a machine of your own install"
              + " pgvector: with packages of yum.postgresql.org pgvector_%s, with those of apt.postgresql.org postgresql-%s-pgvector, else from its source (%s)."
                  .formatted(major(server), major(server), SOURCE);
    };
  }

  private static String vector(ServerBuild server, String system, int first) {
    if (server.major() >= first) {
      return "Install pgvector on the target's machine: " + command(server);
    }
    return ("%s has no package of pgvector for its PostgreSQL %s. Add the archive of PostgreSQL's own"
            + " packages to the target's machine (%s), and there %s Or build it from its source"
            + " (%s), which needs the package postgresql-server-dev-%s.")
        .formatted(system, major(server), ARCHIVE, command(server), SOURCE, major(server));
  }

  private static String command(ServerBuild server) {
    return "`apt-get install postgresql-%s-pgvector`.".formatted(major(server));
  }

  private static String other(ServerBuild server) {
    if (server.packager() == Packager.UNKNOWN) {
      return "A managed service has to offer it. On a machine of your own install the package that"
          + " brings it: those of PostgreSQL itself are in postgresql-contrib or postgresql%s-contrib."
              .formatted(major(server));
    }
    return "Install the package that brings it on the target's machine: `apt-cache search '^postgresql-%s'` lists those that there are."
        .formatted(major(server));
  }

  private static String major(ServerBuild server) {
    return server.major() == 0 ? "NN" : Integer.toString(server.major());
  }
}
