package io.tributary.local.grants;

import io.tributary.common.plan.source.ConvertedSource;

/** Which rights on a source's files the services need; in words, because owners differ. */
final class FileRights {
  private FileRights() {}

  static GrantScript of(ConvertedSource source) {
    return new GrantScript()
        .say(
            """
            source %s: no database server, and so no SQL. The user that runs cdc-service, validator-service and the
            Connect worker needs these rights:
            - read and write %s and its -wal, -shm and -journal: the log of changes and the fence are in there;
            - make files in their directory, and pass through those above;
            %sWhere the application runs as another user, a group that has both, owns the directory and the files and may write
            them is enough. The setgid bit of the directory hands the group on to new files, which both users have to make
            writable for it (umask 002). The configuration of the services has to grant the place, too:
            tributary.grants.source-directories."""
                .formatted(source.name(), database(source), besides(source)));
  }

  private static String database(ConvertedSource source) {
    return switch (source.kind()) {
      case CHROMA -> "chroma.sqlite3 in " + source.path();
      case SQLITE, POSTGRESQL -> source.path();
    };
  }

  private static String besides(ConvertedSource source) {
    return switch (source.kind()) {
      case CHROMA -> "- read the folders of the indexes next to it;\n";
      case SQLITE, POSTGRESQL -> "";
    };
  }
}
