package io.tributary.cdc.schema.dump;

import io.tributary.common.model.TableName;
import io.tributary.common.sql.Sql;
import io.tributary.database.DatabaseSession;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names inside the texts of functions and in their search_path, which PostgreSQL keeps as plain
 * text when objects move. Only a name qualified with its schema at the source is changed; one that
 * a function puts together at run time cannot be seen.
 *
 * @param destinations each object at the source and the schema that it went to
 * @param shared the schema of the extensions
 */
public record FunctionTexts(Map<TableName, String> destinations, String shared) {
  private static final String NAME = "(\"(?:[^\"]|\"\")+\"|[A-Za-z_][\\w$]*)";
  private static final Pattern QUALIFIED =
      Pattern.compile("(?<![\\w$.\"])" + NAME + "(\\s*\\.\\s*)" + NAME);

  /** A function as the catalog has it. */
  private record Text(
      String identity, String keyword, String definition, String body, String path) {}

  /** Changes the functions of a scratch database. */
  void rewrite(DatabaseSession scratch, Collection<String> schemas) {
    List<Text> texts =
        scratch.list(
            """
            SELECT i.identity, upper(i.type), pg_catalog.pg_get_functiondef(p.oid),
                   CASE WHEN l.lanname IN ('c', 'internal') OR p.prosqlbody IS NOT NULL
                        THEN '' ELSE p.prosrc END,
                   (SELECT substr(c, length('search_path=') + 1) FROM unnest(p.proconfig) AS c
                     WHERE starts_with(c, 'search_path='))
              FROM pg_catalog.pg_proc p
              JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
              JOIN pg_catalog.pg_language l ON l.oid = p.prolang
             CROSS JOIN LATERAL pg_catalog.pg_identify_object(p.tableoid, p.oid, 0) AS i
             WHERE n.nspname = ANY(?) AND p.prokind IN ('f', 'p')
               AND NOT EXISTS (
                     SELECT FROM pg_catalog.pg_depend d
                      WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid
                        AND d.deptype IN ('e', 'i'))\
            """,
            row ->
                new Text(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5)),
            (Object) schemas.toArray(String[]::new));
    // A body may name what is not there yet or only at run time; the source has accepted it.
    scratch.run("SET check_function_bodies = off");
    for (Text text : texts) {
      String body = body(text.body());
      if (!body.equals(text.body())) {
        int at = text.definition().lastIndexOf(text.body());
        scratch.run(
            text.definition().substring(0, at)
                + body
                + text.definition().substring(at + text.body().length()));
      }
      if (text.path() != null && !path(text.path()).equals(text.path())) {
        scratch.run(
            "ALTER "
                + text.keyword()
                + " "
                + text.identity()
                + " SET search_path = "
                + path(text.path()));
      }
    }
  }

  /** A function's text with the objects' new schemas. */
  public String body(String text) {
    Matcher matcher = QUALIFIED.matcher(text);
    StringBuilder out = new StringBuilder();
    while (matcher.find()) {
      TableName name = new TableName(plain(matcher.group(1)), plain(matcher.group(3)));
      String schema = destinations.get(name);
      matcher.appendReplacement(
          out,
          Matcher.quoteReplacement(
              schema != null && !schema.equals(name.schema())
                  ? Sql.identifier(schema) + matcher.group(2) + matcher.group(3)
                  : matcher.group()));
    }
    return matcher.appendTail(out).toString();
  }

  /**
   * A search_path with all schemas that a source schema went to, and the extensions behind them.
   */
  public String path(String stored) {
    Set<String> out = new LinkedHashSet<>();
    boolean moved = false;
    for (String entry : entries(stored)) {
      Set<String> went = new TreeSet<>();
      destinations.forEach(
          (name, schema) -> {
            if (name.schema().equals(entry)) {
              went.add(schema);
            }
          });
      out.addAll(went.isEmpty() ? List.of(entry) : went);
      moved |= !went.isEmpty() && !went.equals(Set.of(entry));
    }
    if (!moved) {
      return stored;
    }
    out.add(shared);
    return out.stream().map(Sql::identifier).collect(Collectors.joining(", "));
  }

  private static List<String> entries(String stored) {
    List<String> found = new ArrayList<>();
    Matcher matcher = Pattern.compile("\"(?:[^\"]|\"\")*\"|[^\\s,\"]+").matcher(stored);
    while (matcher.find()) {
      found.add(plain(matcher.group()));
    }
    return found;
  }

  private static String plain(String name) {
    return name.startsWith("\"")
        ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
        : name.toLowerCase(Locale.ROOT);
  }
}
