package io.tributary.checks.targetschema;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.json.Json;
import io.tributary.common.model.TableName;
import io.tributary.common.sql.Sql;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A trigger or rule of the application that would act on rows which apply writes. What it does was
 * done at the side that the rows come from, and would be done twice. Sessions that replicate pass
 * over triggers and rules that are enabled in the usual way, and over no others; and PostgreSQL
 * refuses INSERT … ON CONFLICT, which apply writes, for a table with a rule for INSERT or UPDATE,
 * be it disabled.
 *
 * @param table whose rows it acts on
 * @param name what it is, for messages
 * @param remedy the statement that keeps it from doing so, between backticks
 */
public record FiringAction(TableName table, String name, String remedy) {
  private static final String FIND =
      """
      WITH moving AS (
        SELECT c.oid, n.nspname, c.relname FROM pg_catalog.pg_class c
          JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
         WHERE c.relkind IN ('r', 'p') AND n.nspname IN (%s)
      ), found AS (
        SELECT m.nspname, m.relname, 'trigger ' || t.tgname AS name,
               format('`ALTER TABLE ONLY %%I.%%I %%s TRIGGER %%I;`', m.nspname, m.relname,
                      CASE t.tgenabled WHEN 'A' THEN 'ENABLE' ELSE 'DISABLE' END, t.tgname) AS remedy
          FROM moving m JOIN pg_catalog.pg_trigger t ON t.tgrelid = m.oid
         WHERE t.tgenabled IN ('A', 'R') AND NOT starts_with(t.tgname, 'tributary_')
        UNION ALL
        SELECT m.nspname, m.relname, 'rule ' || r.rulename,
               CASE WHEN r.ev_type IN ('2', '3')
                    THEN format('`DROP RULE %%I ON %%I.%%I;`', r.rulename, m.nspname, m.relname)
                    ELSE format('`ALTER TABLE %%I.%%I %%s RULE %%I;`', m.nspname, m.relname,
                                CASE r.ev_enabled WHEN 'A' THEN 'ENABLE' ELSE 'DISABLE' END, r.rulename) END
          FROM moving m JOIN pg_catalog.pg_rewrite r ON r.ev_class = m.oid
         WHERE r.ev_type IN ('2', '3') OR r.ev_enabled IN ('A', 'R')
      )
      SELECT pg_catalog.jsonb_build_array(nspname, relname, name, remedy)::text
        FROM found ORDER BY nspname, relname, name\
      """;

  /**
   * Those of the tables of these schemas.
   *
   * @param texts runs a query without parameters, and answers its first column
   */
  public static List<FiringAction> in(
      Function<String, List<String>> texts, Collection<String> schemas) {
    if (schemas.isEmpty()) {
      return List.of();
    }
    String names = schemas.stream().map(Sql::literal).collect(Collectors.joining(", "));
    return texts.apply(FIND.formatted(names)).stream().map(FiringAction::read).toList();
  }

  private static FiringAction read(String text) {
    JsonNode row = Json.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    return new FiringAction(
        new TableName(row.get(0).asText(), row.get(1).asText()),
        row.get(2).asText(),
        row.get(3).asText());
  }

  /** Several of them with their tables, in a sentence. */
  public static String display(List<FiringAction> actions) {
    return actions.stream()
        .map(action -> action.name() + " of table " + action.table().display())
        .collect(Collectors.joining(", "));
  }

  /** What keeps several of them from acting. */
  public static String remedies(List<FiringAction> actions) {
    return actions.stream().map(FiringAction::remedy).collect(Collectors.joining(" "));
  }
}
