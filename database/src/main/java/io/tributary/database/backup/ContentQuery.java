package io.tributary.database.backup;

import io.tributary.common.model.TableName;
import io.tributary.common.sql.Sql;
import io.tributary.database.backup.SchemaContent.Definition;
import io.tributary.database.backup.SchemaContent.TableContent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads what a schema holds. Values are compared by their texts, which the same server prints alike
 * under the same settings; what belongs to an extension is not the schema's.
 *
 * @param connection a session with the settings of {@code ValueSettings} and a search path of the
 *     catalog alone, so that each name in a definition is printed with its schema
 */
record ContentQuery(Connection connection) {
  private static final String NO_EXTENSION =
      " AND NOT EXISTS (SELECT FROM pg_depend x WHERE x.objid = %s.oid AND x.deptype = 'e')";

  private static final String TABLES =
      "SELECT c.relname FROM pg_class c WHERE c.relnamespace = ?::regnamespace AND c.relkind = 'r'"
          + NO_EXTENSION.formatted("c")
          + " ORDER BY 1";

  /** A whole row as text has all its values; two seeds make 128 bits of the sums. */
  private static final String CONTENT =
      "SELECT count(*), coalesce(sum(hashtextextended((tributary_row.*)::text, 0)), 0)"
          + " || ' ' || coalesce(sum(hashtextextended((tributary_row.*)::text, 4711)), 0)"
          + " FROM ONLY %s tributary_row";

  private static final String SEQUENCES =
      "SELECT sequencename, coalesce(last_value, start_value - increment_by) FROM pg_sequences"
          + " WHERE schemaname = ?";

  private static final List<String> DEFINITIONS =
      List.of(
          """
          SELECT format('column %s.%s', c.relname, a.attname),
              concat(format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN ' NOT NULL' END,
              ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid),
              CASE WHEN a.attidentity <> '' THEN ' IDENTITY ' || a.attidentity::text END,
              CASE WHEN a.attgenerated <> '' THEN ' GENERATED' END)
          FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
          LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
          WHERE c.relnamespace = ?::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
            AND a.attnum > 0 AND NOT a.attisdropped"""
              + NO_EXTENSION.formatted("c"),
          """
          SELECT format('constraint %s of %s', k.conname, k.conrelid::regclass),
              pg_get_constraintdef(k.oid)
          FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
          WHERE c.relnamespace = ?::regnamespace"""
              + NO_EXTENSION.formatted("c"),
          """
          SELECT format('index %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
          FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
          WHERE c.relnamespace = ?::regnamespace AND i.indisvalid"""
              + NO_EXTENSION.formatted("c"),
          """
          SELECT format('trigger %s of %s', t.tgname, t.tgrelid::regclass),
              format('%s (enabled: %s)', pg_get_triggerdef(t.oid), t.tgenabled)
          FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
          WHERE c.relnamespace = ?::regnamespace AND NOT t.tgisinternal"""
              + NO_EXTENSION.formatted("c"),
          """
          SELECT format('policy %s of %s', p.policyname, p.tablename),
              format('for %s: %s / %s', p.cmd, p.qual, p.with_check)
          FROM pg_policies p WHERE p.schemaname = ?""",
          """
          SELECT format('view %s', c.relname), pg_get_viewdef(c.oid)
          FROM pg_class c
          WHERE c.relnamespace = ?::regnamespace AND c.relkind IN ('v', 'm')"""
              + NO_EXTENSION.formatted("c"),
          """
          SELECT format('function %s', p.oid::regprocedure), pg_get_functiondef(p.oid)
          FROM pg_proc p WHERE p.pronamespace = ?::regnamespace AND p.prokind IN ('f', 'p')"""
              + NO_EXTENSION.formatted("p"),
          """
          SELECT format('enum %s', t.typname),
              string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder)
          FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid
          WHERE t.typnamespace = ?::regnamespace"""
              + NO_EXTENSION.formatted("t")
              + " GROUP BY t.oid, t.typname");

  /** Everything of a schema. */
  SchemaContent of(String schema) throws SQLException {
    Map<String, TableContent> tables = new TreeMap<>();
    for (String table : texts(TABLES, Sql.identifier(schema))) {
      tables.put(table, table(new TableName(schema, table)));
    }
    List<Definition> definitions = new ArrayList<>();
    for (String sql : DEFINITIONS) {
      boolean named = sql.contains("schemaname");
      definitions.addAll(definitions(sql, named ? schema : Sql.identifier(schema)));
    }
    return new SchemaContent(tables, sequences(schema), List.copyOf(definitions));
  }

  /** Where each sequence of a schema stands. */
  Map<String, Long> sequences(String schema) throws SQLException {
    Map<String, Long> found = new TreeMap<>();
    try (PreparedStatement statement = connection.prepareStatement(SEQUENCES)) {
      statement.setString(1, schema);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.put(row.getString(1), row.getLong(2));
        }
      }
    }
    return found;
  }

  private List<Definition> definitions(String sql, String schema) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, schema);
      List<Definition> found = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(new Definition(row.getString(1), String.valueOf(row.getString(2))));
        }
      }
      return found;
    }
  }

  /** The first column of every row. */
  List<String> texts(String sql, String... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      List<String> found = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(row.getString(1));
        }
      }
      return found;
    }
  }

  private TableContent table(TableName table) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement(CONTENT.formatted(Sql.table(table)));
        ResultSet row = statement.executeQuery()) {
      row.next();
      return new TableContent(row.getLong(1), row.getString(2));
    }
  }
}
