package io.tributary.common.ddl;

import io.tributary.common.json.Json;
import io.tributary.common.model.StreamId;
import io.tributary.common.sql.Sql;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a schema of the target is like with the objects of a DDL file: the file is run in a
 * transaction that the caller rolls back, so PostgreSQL itself reads it, beside what is there.
 *
 * @param columns of all tables of the schema
 * @param passedOver statements that are not run, with the reason
 * @param problems why the file cannot be used; the columns are not known then
 */
public record DdlTrial(
    List<TargetColumn> columns, List<DdlProblem> passedOver, List<DdlProblem> problems) {
  /** Nobody waits long for a look. */
  private static final List<String> LIMITS =
      List.of("SET LOCAL lock_timeout = '2s'", "SET LOCAL statement_timeout = '60s'");

  /** Not undone by a rollback. */
  private static final Pattern SETVAL = Pattern.compile("(?is).*\\bsetval\\s*\\(.*");

  public DdlTrial {
    columns = List.copyOf(columns);
    passedOver = List.copyOf(passedOver);
    problems = List.copyOf(problems);
  }

  /**
   * Runs the file of a source, unless the source was prepared with it already.
   *
   * @param target a transaction to be rolled back afterwards, whatever happens
   * @param stream the source
   * @param schema the schema of the target, made for the look when it is missing
   * @param extensions where the target's extensions are
   */
  public static DdlTrial at(
      DdlTarget target, StreamId stream, DdlScript script, String schema, String extensions) {
    DdlScript rest =
        prepared(target, stream)
            ? new DdlScript(List.of(), script.passedOver(), script.problems())
            : script;
    return at(target, rest, schema, extensions);
  }

  /**
   * Runs a file.
   *
   * @param target a transaction to be rolled back afterwards, whatever happens
   * @param schema the schema of the target, made for the look when it is missing
   * @param extensions where the target's extensions are
   */
  public static DdlTrial at(DdlTarget target, DdlScript script, String schema, String extensions) {
    LIMITS.forEach(target::run);
    List<DdlProblem> problems = new ArrayList<>();
    try {
      target.run("CREATE SCHEMA IF NOT EXISTS " + Sql.identifier(schema));
      List<DdlStatement> undone =
          script.statements().stream().filter(s -> !SETVAL.matcher(s.sql()).matches()).toList();
      problems.addAll(
          new DdlRun(target, List.of(schema, extensions))
              .all(new DdlScript(undone, List.of(), script.problems())));
    } catch (DdlRefusedException e) {
      problems.add(new DdlProblem(0, e.answer()));
    }
    List<TargetColumn> columns = problems.isEmpty() ? columns(target, schema) : List.of();
    return new DdlTrial(columns, script.passedOver(), problems);
  }

  /** Whether the migration has made its tables. */
  public static boolean prepared(DdlTarget target, StreamId stream) {
    return target.texts("SELECT to_regclass('tributary.preparation') IS NOT NULL").contains("t")
        && !target
            .texts(
                PREPARED.formatted(Sql.literal(stream.migration()), Sql.literal(stream.source())))
            .isEmpty();
  }

  private static final String PREPARED =
      """
      SELECT item FROM tributary.preparation
       WHERE migration = %s AND source = %s AND item = 'schema.closed'\
      """;

  /** The columns of all tables that a schema has, in order; without a file. */
  public static List<TargetColumn> columns(DdlTarget target, String schema) {
    return target
        .texts(COLUMNS.formatted(TypeParts.PARTS, TypeParts.BASE, Sql.literal(schema)))
        .stream()
        .map(json -> Json.read(json.getBytes(StandardCharsets.UTF_8), TargetColumn.class))
        .toList();
  }

  private static final String COLUMNS =
      """
      SELECT pg_catalog.jsonb_build_object(
               'table', pg_catalog.jsonb_build_object('schema', n.nspname, 'name', c.relname),
               'name', a.attname, 'type', pg_catalog.format_type(a.atttypid, a.atttypmod),
               'labels', ARRAY(SELECT e.enumlabel::text FROM pg_catalog.pg_enum e
                                WHERE e.enumtypid = base.type ORDER BY e.enumsortorder),
               'optional', NOT a.attnotnull OR a.atthasdef OR a.attidentity <> '',
               'computed', a.attgenerated <> '',
               'base', pg_catalog.format_type(base.type, base.modifier),
               'parts', %1$s)::text
        FROM pg_catalog.pg_attribute a
        JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
       CROSS JOIN LATERAL %2$s AS base
       WHERE n.nspname = %3$s AND c.relkind IN ('r', 'p') AND NOT c.relispartition
         AND a.attnum > 0 AND NOT a.attisdropped
       ORDER BY c.relname, a.attnum\
      """;
}
