package io.tributary.cdc.source.postgresql.preflight;

import io.tributary.cdc.preflight.check.CatalogCheck;
import io.tributary.common.model.TableName;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import java.util.Arrays;
import java.util.List;

/**
 * Refuses references from what moves to what stays. References to the system and to extensions are
 * allowed. The fence of an earlier migration is a finding of its own.
 */
final class OutsideCheck implements CatalogCheck<SourceReading> {
  private static final String REFERENCES =
      """
      WITH holder (class, oid, rel, space) AS (
        SELECT 'pg_catalog.pg_class'::regclass, oid,
               CASE WHEN relkind NOT IN ('S', 'c') THEN oid END, relnamespace
          FROM pg_catalog.pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'c')
        UNION ALL SELECT 'pg_catalog.pg_type'::regclass, t.oid, c.oid, t.typnamespace
          FROM pg_catalog.pg_type t
          LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid AND c.relkind <> 'c'
        UNION ALL SELECT 'pg_catalog.pg_proc'::regclass, oid, NULL, pronamespace
          FROM pg_catalog.pg_proc
        UNION ALL SELECT 'pg_catalog.pg_constraint'::regclass, oid, nullif(conrelid, 0),
                         connamespace
          FROM pg_catalog.pg_constraint
        UNION ALL SELECT 'pg_catalog.pg_rewrite'::regclass, r.oid, c.oid, c.relnamespace
          FROM pg_catalog.pg_rewrite r JOIN pg_catalog.pg_class c ON c.oid = r.ev_class
        UNION ALL SELECT 'pg_catalog.pg_attrdef'::regclass, a.oid, c.oid, c.relnamespace
          FROM pg_catalog.pg_attrdef a JOIN pg_catalog.pg_class c ON c.oid = a.adrelid
        UNION ALL SELECT 'pg_catalog.pg_trigger'::regclass, t.oid, c.oid, c.relnamespace
          FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
        UNION ALL SELECT 'pg_catalog.pg_policy'::regclass, p.oid, c.oid, c.relnamespace
          FROM pg_catalog.pg_policy p JOIN pg_catalog.pg_class c ON c.oid = p.polrelid
      )
      SELECT DISTINCT hn.nspname, coalesce(hc.relname, ''),
             pg_describe_object(h.class, h.oid, 0), rn.nspname, coalesce(rc.relname, ''),
             pg_describe_object(r.class, r.oid, 0)
        FROM pg_catalog.pg_depend d
        JOIN holder h ON h.class = d.classid AND h.oid = d.objid
        JOIN holder r ON r.class = d.refclassid AND r.oid = d.refobjid
        JOIN pg_catalog.pg_namespace hn ON hn.oid = h.space
        JOIN pg_catalog.pg_namespace rn ON rn.oid = r.space
        LEFT JOIN pg_catalog.pg_class hc ON hc.oid = h.rel
        LEFT JOIN pg_catalog.pg_class rc ON rc.oid = r.rel
       WHERE d.deptype = 'n' AND hn.nspname = ANY (?) AND d.refobjid >= 16384
         AND rn.nspname !~ '^pg_' AND rn.nspname NOT IN ('information_schema', 'tributary_fence')
         AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                          WHERE e.classid = r.class AND e.objid = r.oid AND e.deptype = 'e')
         AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                          WHERE e.classid = h.class AND e.objid = h.oid AND e.deptype = 'e')
       ORDER BY 3, 6\
      """;

  private record Reference(TableName from, String what, TableName to, String which) {}

  @Override
  public PreflightCode code() {
    return PreflightCode.OUTSIDE_REFERENCE;
  }

  @Override
  public List<PreflightCheck> look(SourceReading source) {
    List<PreflightCheck> found =
        source
            .query()
            .list(
                REFERENCES,
                row ->
                    new Reference(
                        new TableName(row.getString(1), row.getString(2)),
                        row.getString(3),
                        new TableName(row.getString(4), row.getString(5)),
                        row.getString(6)),
                (Object) source.schemas())
            .stream()
            .filter(each -> moves(source, each.from()) && !moves(source, each.to()))
            .map(each -> refused(source, each))
            .toList();
    return found.isEmpty()
        ? List.of(code().passed(source.subject(), "What moves refers to nothing that stays."))
        : found;
  }

  /** An object that is no relation moves with its schema. */
  private static boolean moves(SourceReading source, TableName name) {
    return name.name().isEmpty()
        ? Arrays.asList(source.schemas()).contains(name.schema())
        : source.source().targetOf(name).isPresent();
  }

  private PreflightCheck refused(SourceReading source, Reference reference) {
    return code()
        .failed(
            source.subject(),
            "%s refers to %s in schema %s, which does not move."
                .formatted(reference.what(), reference.which(), reference.to().schema()),
            "Let both move or none, in the migration file; or drop the reference at the source.");
  }
}
