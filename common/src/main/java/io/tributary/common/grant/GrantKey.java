package io.tributary.common.grant;

import java.util.Locale;

/**
 * A kind of thing that a migration file may name only where the service's configuration grants it.
 * Each is a setting below {@code tributary.grants} with commas between its values; one that is not
 * set grants nothing.
 */
public enum GrantKey {
  /** Programs of switch commands: names in PATH, absolute paths, or directories of them. */
  PROGRAMS("programs"),
  /** Hosts of webhooks, with {@code :port} for one port alone; {@code *} for any. */
  WEBHOOK_HOSTS("webhook-hosts"),
  /** Directories below which switch actions may rewrite files. */
  ENV_FILE_DIRECTORIES("env-file-directories"),
  /** Directories below which files of entries are written that poolers include. */
  POOLER_DIRECTORIES("pooler-directories"),
  /** Directories below which DDL files are read. */
  DDL_DIRECTORIES("ddl-directories"),
  /** Directories below which SQLite files and directories of Chroma may be sources. */
  SOURCE_DIRECTORIES("source-directories"),
  /** Directories below which files are read as secrets. */
  SECRET_DIRECTORIES("secret-directories"),
  /** Directories below which certificates and keys of connections are read. */
  TLS_DIRECTORIES("tls-directories"),
  /** Names of environment variables that are read as secrets; {@code *} for any characters. */
  SECRET_VARIABLES("secret-variables"),
  /** Files and directories that are no file of a migration although a setting above grants them. */
  WITHHELD("withheld");

  private static final String PREFIX = "tributary.grants.";

  private final String word;

  GrantKey(String word) {
    this.word = word;
  }

  /** The setting's key. */
  public String key() {
    return PREFIX + word;
  }

  /** The environment variable that sets it. */
  public String variable() {
    return key().replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
