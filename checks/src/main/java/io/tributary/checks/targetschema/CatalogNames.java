package io.tributary.checks.targetschema;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.json.Json;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.SourceKind;
import io.tributary.common.sql.Sql;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The names that schemas hold, and those that a source makes in the target. Array types are left
 * out: PostgreSQL gives them another name when theirs is taken. Pure.
 */
public final class CatalogNames {
  private static final String NAMES =
      """
      WITH space AS (
        SELECT oid, nspname FROM pg_catalog.pg_namespace WHERE nspname = ANY(%1$s)
      ), words (relkind, word) AS (
        VALUES ('r', 'table'), ('p', 'table'), ('v', 'view'), ('m', 'materialized view'),
               ('f', 'foreign table'), ('S', 'sequence'), ('i', 'index'), ('I', 'index'),
               ('c', 'type')
      ), found (class, oid, space, names, name, types, word, host) AS (
        SELECT 'pg_catalog.pg_class'::regclass, c.oid, c.relnamespace, 'relation', c.relname,
               '{}'::oid[], w.word,
               coalesce(i.indrelid, owner.refobjid,
                        CASE WHEN c.relkind IN ('r', 'p', 'v', 'm', 'f') THEN c.oid END)
          FROM pg_catalog.pg_class c JOIN words w ON w.relkind = c.relkind::text
          LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
          LEFT JOIN pg_catalog.pg_depend owner
            ON c.relkind = 'S' AND owner.classid = 'pg_catalog.pg_class'::regclass
           AND owner.objid = c.oid AND owner.refclassid = owner.classid AND owner.refobjsubid > 0
           AND owner.deptype IN ('a', 'i')
        UNION ALL
        SELECT 'pg_catalog.pg_type'::regclass, t.oid, t.typnamespace, 'type', t.typname, '{}',
               coalesce(w.word, 'type'), CASE WHEN c.relkind <> 'c' THEN c.oid END
          FROM pg_catalog.pg_type t
          LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
          LEFT JOIN words w ON w.relkind = c.relkind::text
         WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_type e WHERE e.typarray = t.oid)
        UNION ALL
        SELECT 'pg_catalog.pg_proc'::regclass, oid, pronamespace, 'function', proname,
               proargtypes::oid[], 'function', NULL
          FROM pg_catalog.pg_proc
        UNION ALL
        SELECT 'pg_catalog.pg_operator'::regclass, oid, oprnamespace, 'operator', oprname,
               ARRAY[oprleft, oprright], 'operator', NULL
          FROM pg_catalog.pg_operator
        UNION ALL
        SELECT 'pg_catalog.pg_opfamily'::regclass, f.oid, opfnamespace, 'family ' || m.amname,
               opfname, '{}', 'operator family', NULL
          FROM pg_catalog.pg_opfamily f JOIN pg_catalog.pg_am m ON m.oid = opfmethod
        UNION ALL
        SELECT 'pg_catalog.pg_opclass'::regclass, f.oid, opcnamespace, 'class ' || m.amname,
               opcname, '{}', 'operator class', NULL
          FROM pg_catalog.pg_opclass f JOIN pg_catalog.pg_am m ON m.oid = opcmethod
        UNION ALL
        SELECT 'pg_catalog.pg_collation'::regclass, oid, collnamespace,
               'collation ' || collencoding, collname, '{}', 'collation', NULL
          FROM pg_catalog.pg_collation
        UNION ALL
        SELECT 'pg_catalog.pg_conversion'::regclass, oid, connamespace, 'conversion', conname,
               '{}', 'conversion', NULL
          FROM pg_catalog.pg_conversion
        UNION ALL
        SELECT 'pg_catalog.pg_ts_parser'::regclass, oid, prsnamespace, 'parser', prsname, '{}',
               'text search parser', NULL
          FROM pg_catalog.pg_ts_parser
        UNION ALL
        SELECT 'pg_catalog.pg_ts_template'::regclass, oid, tmplnamespace, 'template', tmplname,
               '{}', 'text search template', NULL
          FROM pg_catalog.pg_ts_template
        UNION ALL
        SELECT 'pg_catalog.pg_ts_dict'::regclass, oid, dictnamespace, 'dictionary', dictname,
               '{}', 'text search dictionary', NULL
          FROM pg_catalog.pg_ts_dict
        UNION ALL
        SELECT 'pg_catalog.pg_ts_config'::regclass, oid, cfgnamespace, 'configuration', cfgname,
               '{}', 'text search configuration', NULL
          FROM pg_catalog.pg_ts_config
        UNION ALL
        SELECT 'pg_catalog.pg_statistic_ext'::regclass, oid, stxnamespace, 'statistics', stxname,
               '{}', 'statistics', stxrelid
          FROM pg_catalog.pg_statistic_ext
      )
      SELECT json_build_array(f.names, s.nspname, f.name, a.types, hn.nspname, h.relname,
               format('%%I.', s.nspname)
                 || CASE f.names WHEN 'operator' THEN f.name ELSE quote_ident(f.name) END
                 || CASE WHEN f.names = 'function'
                         THEN '(' || pg_catalog.pg_get_function_identity_arguments(f.oid) || ')'
                         ELSE '' END
                 || ' (' || f.word || ')')::text
        FROM found f JOIN space s ON s.oid = f.space
        LEFT JOIN pg_catalog.pg_class h ON h.oid = f.host
        LEFT JOIN pg_catalog.pg_namespace hn ON hn.oid = h.relnamespace
       CROSS JOIN LATERAL (
             SELECT coalesce(json_agg(json_build_array(tn.nspname, t.typname) ORDER BY u.n), '[]')
               FROM unnest(f.types) WITH ORDINALITY AS u (oid, n)
               LEFT JOIN pg_catalog.pg_type t ON t.oid = u.oid
               LEFT JOIN pg_catalog.pg_namespace tn ON tn.oid = t.typnamespace) AS a (types)
       WHERE %2$s""";

  /**
   * Whoever creates an extension creates its members, which are dumped with none of their names.
   */
  private static final String OWN =
      """
      NOT EXISTS (
              SELECT FROM pg_catalog.pg_depend d
               WHERE d.deptype = 'e'
                 AND (d.classid = f.class AND d.objid = f.oid
                   OR d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = f.host))""";

  private CatalogNames() {}

  /** The query for what a PostgreSQL source brings; its answers go to {@link #madeBy}. */
  public static String ofSource(Source source) {
    return select(source.schemas().stream().map(SchemaMapping::from).toList(), OWN);
  }

  /** The query for everything that schemas of the target hold; {@link #taken} reads it. */
  static String ofTarget(Collection<String> schemas) {
    return select(schemas, "true");
  }

  private static String select(Collection<String> schemas, String which) {
    return NAMES.formatted(
        schemas.stream()
            .map(Sql::literal)
            .collect(Collectors.joining(", ", "ARRAY[", "]::pg_catalog.name[]")),
        which);
  }

  /** The names that a PostgreSQL source makes in the target, by what {@link #ofSource} answered. */
  public static List<CatalogName> madeBy(Source source, List<String> answers) {
    List<CatalogName> made = new ArrayList<>();
    for (String answer : answers) {
      JsonNode row = row(answer);
      home(source, row).ifPresent(schema -> made.add(named(source, row, schema)));
    }
    return made;
  }

  /** The names of tables of a file or directory, with the one table that collections share. */
  public static List<CatalogName> madeBy(Source source, Collection<TableName> tables) {
    List<TableName> made = new ArrayList<>();
    tables.forEach(table -> source.targetOf(table).ifPresent(made::add));
    if (source.kind() == SourceKind.CHROMA) {
      for (SchemaMapping database : source.schemas()) {
        source.chroma().oneTable().ifPresent(t -> made.add(new TableName(database.to(), t)));
      }
    }
    return made.stream()
        .flatMap(
            table ->
                List.of(CatalogName.RELATION, CatalogName.TYPE).stream()
                    .map(space -> new CatalogName(space, table.schema(), table.name(), List.of())))
        .toList();
  }

  /** Which of these names the target has, as people read them, in their order. */
  static List<String> taken(Set<CatalogName> wanted, List<String> answers) {
    Map<String, CatalogName> found = new TreeMap<>();
    for (String answer : answers) {
      JsonNode row = row(answer);
      CatalogName there =
          new CatalogName(
              row.get(0).asText(),
              row.get(1).asText(),
              row.get(2).asText(),
              arguments(row, schema -> schema));
      if (wanted.contains(there)) {
        found.put(row.get(6).asText(), there);
      }
    }
    return List.copyOf(found.keySet());
  }

  /** What belongs to a table goes where that goes, or stays behind with it. */
  private static Optional<String> home(Source source, JsonNode row) {
    return row.get(5).isNull()
        ? Optional.of(moved(source, row.get(1).asText()))
        : source
            .targetOf(new TableName(row.get(4).asText(), row.get(5).asText()))
            .map(TableName::schema);
  }

  private static CatalogName named(Source source, JsonNode row, String schema) {
    return new CatalogName(
        row.get(0).asText(),
        schema,
        row.get(2).asText(),
        arguments(row, origin -> moved(source, origin)));
  }

  private static List<String> arguments(JsonNode row, UnaryOperator<String> schema) {
    List<String> types = new ArrayList<>();
    row.get(3)
        .forEach(
            type -> types.add(schema.apply(type.get(0).asText()) + "." + type.get(1).asText()));
    return types;
  }

  private static String moved(Source source, String schema) {
    return source.schemas().stream()
        .filter(mapping -> mapping.from().equals(schema))
        .findFirst()
        .map(SchemaMapping::to)
        .orElse(schema);
  }

  private static JsonNode row(String answer) {
    return Json.read(answer.getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }
}
