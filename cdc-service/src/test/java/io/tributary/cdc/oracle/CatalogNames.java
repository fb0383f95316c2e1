package io.tributary.cdc.oracle;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What schemas are called in facts, so that two databases can be compared: each mapped schema by
 * the name that both sides share, and whatever belongs to an extension as of EXTENSION, because
 * extensions live in other schemas on the two sides by intention.
 *
 * @param shared each schema's name here to its name in the facts
 * @param members schema and name of what belongs to extensions
 * @param homes the extensions' schemas
 */
record CatalogNames(Map<String, String> shared, Set<String> members, Set<String> homes) {
  private static final String NAME = "\"(?:[^\"]|\"\")+\"|[A-Za-z_][\\w$]*";
  private static final Pattern QUALIFIED =
      Pattern.compile(
          "(?<![\\w$\"])(" + NAME + ")\\.(" + NAME + "|[*<>=~!@#%^&|`?+/-]+)(?![\\w$\"])");
  private static final Pattern ENTRY = Pattern.compile(NAME);
  private static final String MEMBERS =
      """
      SELECT n.nspname || '.' || m.name FROM pg_depend d
        JOIN (SELECT 'pg_type'::regclass AS class, oid, typname AS name, typnamespace AS space
                FROM pg_type
              UNION ALL SELECT 'pg_proc'::regclass, oid, proname, pronamespace FROM pg_proc
              UNION ALL SELECT 'pg_operator'::regclass, oid, oprname, oprnamespace FROM pg_operator
              UNION ALL SELECT 'pg_opclass'::regclass, oid, opcname, opcnamespace FROM pg_opclass
              ) AS m ON m.class = d.classid AND m.oid = d.objid
        JOIN pg_namespace n ON n.oid = m.space WHERE d.deptype = 'e'""";
  private static final String HOMES =
      "SELECT nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace"
          + " WHERE nspname <> 'pg_catalog'";

  static CatalogNames of(Connection connection, Map<String, String> shared) throws SQLException {
    return new CatalogNames(shared, texts(connection, MEMBERS), texts(connection, HOMES));
  }

  /** A fact's text with the schemas' shared names. */
  String inText(String text) {
    Matcher matcher = QUALIFIED.matcher(text);
    StringBuilder out = new StringBuilder();
    int from = 0;
    while (matcher.find(from)) {
      String schema = plain(matcher.group(1));
      String said =
          members.contains(schema + "." + plain(matcher.group(2)))
              ? "EXTENSION"
              : shared.getOrDefault(schema, matcher.group(1));
      out.append(text, from, matcher.start()).append(said);
      // The second name may itself be a schema's: pg_catalog functions print none, types do.
      from = matcher.end(1);
      out.append('.');
      from++;
    }
    return out.append(text, from, text.length()).toString();
  }

  /** A search_path: in which of our schemas it looks, in order; those of extensions left out. */
  String inSearchPath(String path) {
    Matcher matcher = ENTRY.matcher(path);
    return matcher
        .results()
        .map(entry -> plain(entry.group()))
        .filter(entry -> shared.containsKey(entry) || !homes.contains(entry))
        .map(entry -> shared.getOrDefault(entry, entry))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static Set<String> texts(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      Set<String> found = new HashSet<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return new TreeSet<>(found);
    }
  }

  private static String plain(String name) {
    return name.startsWith("\"")
        ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
        : name;
  }
}
