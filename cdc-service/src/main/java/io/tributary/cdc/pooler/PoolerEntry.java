package io.tributary.cdc.pooler;

import io.tributary.common.model.DatabaseAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The entry of one database in PgBouncer's configuration: {@code name = key=value …}. Pure;
 * immutable.
 *
 * @param name as it is written, in double quotes or not
 * @param parameters by key, in their order
 */
record PoolerEntry(String name, Map<String, String> parameters) {
  private static final Pattern LINE =
      Pattern.compile("\\s*(\"(?:[^\"]|\"\")+\"|[A-Za-z0-9_.*-]+)\\s*=\\s*(.*)");
  private static final Pattern PARAMETER =
      Pattern.compile("\\s*([a-z_]+)\\s*=\\s*(?:'((?:[^']|'')*)'|(\\S*))\\s*");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.:/,*-]+");

  /** What leads to a server, and who one is there. */
  private static final List<String> PLACE =
      List.of(
          "host", "port", "dbname", "user", "password", "auth_user", "auth_query", "connect_query");

  private static final String USUAL_PORT = "5432";

  /** The entry of a line; empty where it is none. */
  static Optional<PoolerEntry> of(String line) {
    Matcher entry = LINE.matcher(line);
    if (!entry.matches()) {
      return Optional.empty();
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    Matcher parameter = PARAMETER.matcher(entry.group(2));
    int end = 0;
    while (end < entry.group(2).length() && parameter.find(end) && parameter.start() == end) {
      String quoted = parameter.group(2);
      parameters.put(
          parameter.group(1), quoted == null ? parameter.group(3) : quoted.replace("''", "'"));
      end = parameter.end();
    }
    return end < entry.group(2).length()
        ? Optional.empty()
        : Optional.of(new PoolerEntry(entry.group(1), parameters));
  }

  /** The name as clients ask for it. */
  String database() {
    return name.startsWith("\"")
        ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
        : name;
  }

  /** As the line of a file. */
  String line() {
    return name
        + " = "
        + parameters.entrySet().stream()
            .map(each -> each.getKey() + "=" + value(each.getValue()))
            .collect(Collectors.joining(" "));
  }

  private static String value(String value) {
    return PLAIN.matcher(value).matches() ? value : "'" + value.replace("'", "''") + "'";
  }

  /** The user as whom it logs in for every client; empty where each client has its own. */
  Optional<String> user() {
    return Optional.ofNullable(parameters.get("user"));
  }

  /**
   * The same at another server, with what else is said of its connections.
   *
   * @param password null where the pooler has it in a file of its own
   */
  PoolerEntry at(DatabaseAddress place, String role, @Nullable String password) {
    Map<String, String> moved = new LinkedHashMap<>();
    moved.put("host", place.host());
    moved.put("port", String.valueOf(place.port()));
    moved.put("dbname", place.database());
    moved.put("user", role);
    if (password != null) {
      moved.put("password", password);
    }
    parameters.forEach(
        (key, value) -> {
          if (!PLACE.contains(key)) {
            moved.put(key, value);
          }
        });
    return new PoolerEntry(name, moved);
  }

  /** Where it leads, as the console of a pooler that has it tells. */
  ListedDatabase listed() {
    return new ListedDatabase(
        database(),
        parameters.getOrDefault("host", ""),
        parameters.getOrDefault("port", USUAL_PORT),
        parameters.getOrDefault("dbname", database()),
        user().orElse(""));
  }
}
