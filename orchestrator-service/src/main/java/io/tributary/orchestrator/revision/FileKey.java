package io.tributary.orchestrator.revision;

import static java.util.Map.entry;

import io.tributary.common.plan.source.SourceKind;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A key of the migration file, found from above through the parts of the plan. Pure; immutable.
 *
 * @param path the key, such as {@code cutover.time-limit-millis}; empty for the whole file
 * @param word its last part, empty where that is a name of the operator's
 * @param namesBelow whether names of the operator's stand below it
 * @param place what a source's path is called
 */
record FileKey(String path, String word, boolean namesBelow, String place) {
  /** The whole file. */
  static final FileKey WHOLE = new FileKey("", "", false, "");

  /** Parts of the plan that are called otherwise in the file; empty where they are no level. */
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          entry("converted", ""),
          entry("rights", ""),
          entry("limits", ""),
          entry("options", ""),
          entry("tls", ""),
          entry("mode", "tls"),
          entry("ca", "tls-ca"),
          entry("certificate", "tls-certificate"),
          entry("key", "tls-key"),
          entry("unverified", "tls-unverified"),
          entry("ddlFile", "ddl"),
          entry("whenEmpty", "empty"),
          entry("maxWalBytes", "max-wal"),
          entry("switchActions", "switch"),
          entry("notified", "notify"),
          entry("queryLimits", ""),
          entry("maxRatio", "queries-max-ratio"),
          entry("whenSlower", "queries-too-slow"),
          entry("eachMillis", "queries-time-limit-millis"),
          entry("backupRule", ""),
          entry("demand", "backup-check"),
          entry("checkMillis", "backup-check-time-limit-millis"),
          entry("acceptQuarantinedNames", "accept-quarantined"));

  /** What stands below these are names of the operator's. */
  private static final Set<String> OWN_NAMES =
      Set.of("schemas", "tables", "columns", "databases", "accept-quarantined", "options");

  /** One value of the file, of which the plan makes several. */
  private static final Set<String> WHOLES = Set.of("password", "prepare");

  /** A source; {@code kind} as the plan spells it. */
  static FileKey source(String name, String kind) {
    boolean directory = kind.equals(SourceKind.CHROMA.name());
    return new FileKey("sources." + name, "", false, directory ? "directory" : "file");
  }

  /** Whether the file says it as one value. */
  boolean isWhole() {
    return WHOLES.contains(word);
  }

  /** What the plan calls so below this key. */
  FileKey below(String name) {
    if (namesBelow) {
      return child(name, "", false);
    }
    String said = said(name);
    if (said.isEmpty()) {
      return new FileKey(path, "", OWN_NAMES.contains(name), place);
    }
    String written =
        said.matches("[a-z]+([A-Z][a-z]*)+")
            ? said.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT)
            : said;
    return child(written, written, OWN_NAMES.contains(written));
  }

  private String said(String name) {
    if (name.equals("path")) {
      return place;
    }
    return path.isEmpty() && name.equals("name") ? "migration" : WORDS.getOrDefault(name, name);
  }

  private FileKey child(String name, String last, boolean names) {
    return new FileKey(path.isEmpty() ? name : path + "." + name, last, names, place);
  }
}
