package io.tributary.cdc.schema.dump;

import io.tributary.database.DatabaseSession;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Rules on tables, which wait until the target is opened: a table with a rule for INSERT or UPDATE,
 * be it disabled, takes no INSERT … ON CONFLICT, and one that is enabled always would change what
 * apply writes.
 *
 * @param all the rules of a rewritten schema
 */
public record TableRules(List<Rule> all) {
  private static final long PG_REWRITE = 2618;
  private static final String RULES =
      """
      SELECT r.oid, format('COMMENT %s RULE %I ON %I ', n.nspname, r.rulename, c.relname),
             pg_catalog.pg_get_ruledef(r.oid),
             format('ALTER TABLE %I.%I %s RULE %I', n.nspname, c.relname,
               CASE r.ev_enabled WHEN 'D' THEN 'DISABLE' WHEN 'A' THEN 'ENABLE ALWAYS'
                                 WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE' END, r.rulename),
             format('COMMENT ON RULE %I ON %I.%I IS %L', r.rulename, n.nspname, c.relname,
               pg_catalog.obj_description(r.oid, 'pg_rewrite'))
        FROM pg_catalog.pg_rewrite r
        JOIN pg_catalog.pg_class c ON c.oid = r.ev_class
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'p') AND n.nspname = ANY(?) ORDER BY r.oid\
      """;

  /**
   * One rule.
   *
   * @param oid its identifier in the database that was dumped
   * @param comment how its comment's entry in an archive begins
   * @param statements what makes it
   */
  record Rule(long oid, String comment, List<String> statements) {}

  /** Reads them; the session's search_path is left empty, so that all names are qualified. */
  static TableRules read(DatabaseSession session, Collection<String> schemas) {
    session.run("SET search_path = ''");
    return new TableRules(
        session.list(
            RULES,
            row ->
                new Rule(
                    row.getLong(1),
                    row.getString(2),
                    List.of(
                        row.getString(3).replaceFirst(";\\s*$", ""),
                        row.getString(4),
                        row.getString(5))),
            (Object) schemas.toArray(String[]::new)));
  }

  boolean isMeantBy(TocEntry entry) {
    return all.stream()
        .anyMatch(
            rule ->
                entry.catalog() == PG_REWRITE && entry.object() == rule.oid()
                    || entry.text().startsWith(rule.comment()));
  }

  List<String> statements() {
    List<String> statements = new ArrayList<>();
    all.forEach(rule -> statements.addAll(rule.statements()));
    return statements;
  }
}
