package io.tributary.cdc.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a database's catalog says about schemas, one line a fact, with the schemas' names replaced,
 * so that two databases can be compared. Reads pg_catalog by itself.
 */
final class CatalogOracle {
  private static final String TABLES =
      "SELECT n.nspname || '.' || c.relname || ' ' || c.relkind::text || ' ' || c.relpersistence::text"
          + " || ' ' || c.relreplident::text || ' rls=' || c.relrowsecurity"
          + " || coalesce(' opt=' || c.reloptions::text, '')"
          + " || ' bound=' || coalesce(pg_get_expr(c.relpartbound, c.oid), '')"
          + " || ' ' || coalesce(obj_description(c.oid, 'pg_class'), '-')"
          + " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
          + " WHERE c.relkind IN ('r','p','v','m','f','S','i','I') AND n.nspname IN (%s)";
  private static final String COLUMNS =
      "SELECT n.nspname || '.' || c.relname || ' ' || a.attnum || ' ' || a.attname || ' '"
          + " || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull || a.attidentity::text"
          + " || a.attgenerated::text || ' ' || a.attstorage::text"
          + " || ' default ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '-')"
          + " || ' ' || coalesce(col_description(c.oid, a.attnum), '-')"
          + " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
          + " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
          + " LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum"
          + " WHERE c.relkind IN ('r','p','v','m','f') AND n.nspname IN (%s)";
  private static final String CONSTRAINTS =
      "SELECT n.nspname || ' ' || coalesce(c.relname, '') || ' ' || k.conname || ' '"
          + " || pg_get_constraintdef(k.oid) || ' ' || k.convalidated || k.condeferrable"
          + " || k.condeferred || ' ' || coalesce(obj_description(k.oid, 'pg_constraint'), '-')"
          + " FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace"
          + " LEFT JOIN pg_class c ON c.oid = k.conrelid WHERE n.nspname IN (%s)";
  private static final String INDEXES =
      "SELECT pg_get_indexdef(i.indexrelid) || ' ' || i.indisvalid || i.indisprimary"
          + " || i.indisreplident || coalesce(obj_description(i.indexrelid, 'pg_class'), '-')"
          + " FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
          + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname IN (%s)";
  private static final String TRIGGERS =
      "SELECT pg_get_triggerdef(t.oid) || ' ' || t.tgenabled::text"
          + " FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
          + " JOIN pg_namespace n ON n.oid = c.relnamespace"
          + " WHERE NOT t.tgisinternal AND n.nspname IN (%s)";
  private static final String SEQUENCES =
      "SELECT n.nspname || '.' || c.relname || ' ' || s.seqtypid::regtype || ' ' || s.seqstart"
          + " || ' ' || s.seqincrement || ' ' || s.seqmin || ' ' || s.seqmax || ' ' || s.seqcache"
          + " || s.seqcycle || ' of ' || coalesce((SELECT d.refobjid::regclass || '/'"
          + " || d.refobjsubid || d.deptype::text FROM pg_depend d WHERE d.objid = c.oid"
          + " AND d.classid = 'pg_class'::regclass AND d.refobjsubid > 0), '-')"
          + " FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid"
          + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname IN (%s)";
  private static final String TYPES =
      "SELECT n.nspname || '.' || t.typname || ' ' || t.typtype::text || ' ' || coalesce((SELECT"
          + " string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder) FROM pg_enum e"
          + " WHERE e.enumtypid = t.oid), '') || ' ' || coalesce(obj_description(t.oid,"
          + " 'pg_type'), '-') FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace"
          + " LEFT JOIN pg_class c ON c.oid = t.typrelid"
          + " WHERE (t.typtype IN ('d','e','r') OR t.typtype = 'c' AND c.relkind = 'c')"
          + " AND n.nspname IN (%s)";
  private static final String FUNCTIONS =
      "SELECT n.nspname || ' ' || pg_get_functiondef(p.oid) || coalesce(obj_description(p.oid,"
          + " 'pg_proc'), '-') FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
          + " WHERE p.prokind IN ('f','p') AND n.nspname IN (%s) AND NOT EXISTS (SELECT FROM"
          + " pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')";
  private static final String VIEWS =
      "SELECT c.relname || ' ' || pg_get_ruledef(r.oid) FROM pg_rewrite r"
          + " JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace"
          + " WHERE n.nspname IN (%s)";
  private static final List<String> FACTS =
      List.of(TABLES, COLUMNS, CONSTRAINTS, INDEXES, TRIGGERS, SEQUENCES, TYPES, FUNCTIONS, VIEWS);

  private CatalogOracle() {}

  /**
   * All facts.
   *
   * @param names schemas to look at, each with the name that stands for it in the facts
   */
  static SortedSet<String> facts(Connection connection, Map<String, String> names)
      throws SQLException {
    SchemaFixture.run(connection, "SET search_path = pg_catalog");
    StringBuilder in = new StringBuilder();
    names
        .keySet()
        .forEach(name -> in.append(in.length() == 0 ? "'" : ",'").append(name).append("'"));
    SortedSet<String> facts = new TreeSet<>();
    for (String query : FACTS) {
      for (String fact : SchemaFixture.column(connection, String.format(query, in))) {
        String named = fact;
        for (Map.Entry<String, String> name : names.entrySet()) {
          named = named.replaceAll("\"?\\b" + name.getKey() + "\\b\"?(?=[. ])", name.getValue());
        }
        // Extensions live in other schemas on the two sides, by intention.
        facts.add(named.replaceAll("[\\w\"]+\\.(vector|vector_l2_ops|gin_trgm_ops)\\b", "$1"));
      }
    }
    return facts;
  }

  /** What one side has and the other has not. */
  static List<String> differences(SortedSet<String> source, SortedSet<String> target) {
    List<String> found = new ArrayList<>();
    source.stream().filter(f -> !target.contains(f)).forEach(f -> found.add("source: " + f));
    target.stream().filter(f -> !source.contains(f)).forEach(f -> found.add("target: " + f));
    return found;
  }
}
