package io.tributary.cdc.source.postgresql.preflight;

import io.tributary.cdc.preflight.check.CatalogCheck;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Names texts with the name of a schema that cannot be rewritten for sure: a string that a function
 * puts a name together from, an argument of a trigger, a string in a default, a check or a view. A
 * name right before a dot and another name, in a function, is rewritten and not meant; neither is a
 * word that is only part of a text.
 */
final class NamesInTextCheck implements CatalogCheck<SourceReading> {
  private static final String TEXTS =
      """
      WITH space AS (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = ANY (?))
      SELECT 'function ' || p.oid::regprocedure FROM pg_catalog.pg_proc p
        JOIN space s ON s.oid = p.pronamespace
        JOIN pg_catalog.pg_language l ON l.oid = p.prolang AND l.lanname NOT IN ('c', 'internal')
       WHERE p.prosrc ~ ANY (?)
         AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                          WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid
                            AND d.deptype = 'e')
      UNION ALL
      SELECT format('trigger %s on %s', t.tgname, t.tgrelid::regclass)
        FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
        JOIN space s ON s.oid = c.relnamespace
       WHERE NOT t.tgisinternal AND t.tgnargs > 0 AND encode(t.tgargs, 'escape') ~ ANY (?)
      UNION ALL
      SELECT format('default of %s.%s', d.adrelid::regclass, a.attname)
        FROM pg_catalog.pg_attrdef d JOIN pg_catalog.pg_class c ON c.oid = d.adrelid
        JOIN space s ON s.oid = c.relnamespace
        JOIN pg_catalog.pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
       WHERE pg_get_expr(d.adbin, d.adrelid) ~ ANY (?)
      UNION ALL
      SELECT format('constraint %s of %s', k.conname, k.conrelid::regclass)
        FROM pg_catalog.pg_constraint k JOIN space s ON s.oid = k.connamespace
       WHERE k.contype = 'c' AND k.conrelid <> 0 AND pg_get_constraintdef(k.oid) ~ ANY (?)
      UNION ALL
      SELECT 'view ' || c.oid::regclass FROM pg_catalog.pg_class c
        JOIN space s ON s.oid = c.relnamespace
       WHERE c.relkind IN ('v', 'm') AND pg_get_viewdef(c.oid) ~ ANY (?)
      ORDER BY 1\
      """;

  @Override
  public PreflightCode code() {
    return PreflightCode.NAMES_IN_TEXT;
  }

  @Override
  public List<PreflightCheck> look(SourceReading source) {
    Set<String> renamed = renamed(source);
    List<String> found =
        renamed.isEmpty()
            ? List.of()
            : source
                .query()
                .texts(
                    TEXTS,
                    source.schemas(),
                    each(renamed, SchemaInText::inFunction),
                    each(renamed, SchemaInText::inTriggerArguments),
                    each(renamed, SchemaInText::inStrings),
                    each(renamed, SchemaInText::inStrings),
                    each(renamed, SchemaInText::inStrings));
    return List.of(
        found.isEmpty()
            ? code().passed(source.subject(), "No text names a schema that gets another name.")
            : code()
                .warning(
                    source.subject(),
                    "These name a schema (%s) inside a text, which keeps the old name in the target: %s."
                        .formatted(String.join(", ", renamed), String.join(", ", found)),
                    "Look at each. Leave the schema out, so that the role's search_path finds the"
                        + " object, or mend it in the target before the cutover."));
  }

  private static String[] each(Set<String> schemas, Function<SchemaInText, String> pattern) {
    return schemas.stream().map(SchemaInText::new).map(pattern).toArray(String[]::new);
  }

  /** Schemas that are called otherwise in the target, or divided. */
  private static Set<String> renamed(SourceReading source) {
    Set<String> renamed = new TreeSet<>();
    source.source().schemas().stream()
        .filter(
            mapping ->
                !mapping.to().equals(mapping.from())
                    || mapping.tables().values().stream()
                        .anyMatch(to -> !to.equals(mapping.from())))
        .forEach(mapping -> renamed.add(mapping.from()));
    return renamed;
  }
}
