package io.tributary.cdc.source.postgresql.preflight;

import io.tributary.cdc.preflight.check.CatalogCheck;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import io.tributary.common.sql.FenceRemoval;
import java.util.List;

/** Refuses tables that a completed migration has fenced: they cannot move a second time. */
final class SourceFencedCheck implements CatalogCheck<SourceReading> {
  private static final int SHOWN = 10;
  private static final String FENCED =
      """
      SELECT f.migration, f.source, f.owner, count(*),
             array_to_string((array_agg(f.name ORDER BY f.name))[1:%d], ', '), min(f.since)
        FROM (SELECT format('%%s.%%s', n.nspname, c.relname) AS name,
                     split_part(a.list, chr(92) || '000', 1) AS migration,
                     split_part(a.list, chr(92) || '000', 2) AS source,
                     split_part(a.list, chr(92) || '000', 5) AS since,
                     split_part(a.list, chr(92) || '000', 6) AS owner
                FROM unnest(?::text[]) AS m (oid)
                JOIN pg_catalog.pg_trigger t ON t.tgrelid = m.oid::oid AND t.tgenabled <> 'D'
                JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid AND p.proname = 'refuse_write'
                JOIN pg_catalog.pg_namespace pn
                  ON pn.oid = p.pronamespace AND pn.nspname = 'tributary_fence'
                JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
               CROSS JOIN LATERAL encode(t.tgargs, 'escape') AS a (list)
               WHERE t.tgname = 'tributary_fence') f
       GROUP BY 1, 2, 3 ORDER BY 1, 2, 3\
      """
          .formatted(SHOWN);

  private record Fence(
      String migration, String source, String owner, long tables, String names, String since) {}

  @Override
  public PreflightCode code() {
    return PreflightCode.SOURCE_FENCED;
  }

  @Override
  public List<PreflightCheck> look(SourceReading source) {
    List<PreflightCheck> found =
        source
            .query()
            .list(
                FENCED,
                row ->
                    new Fence(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getString(5),
                        row.getString(6)),
                (Object) source.movingOids())
            .stream()
            .map(fence -> refused(source, fence))
            .toList();
    return found.isEmpty()
        ? List.of(code().passed(source.subject(), "Nothing that moves refuses writes."))
        : found;
  }

  private PreflightCheck refused(SourceReading source, Fence fence) {
    return code()
        .failed(
            source.subject(),
            "A migration of it was completed: %d tables that are to move refuse writes since %s, because migration %s (source %s) has moved them: %s%s."
                .formatted(
                    fence.tables(),
                    fence.since(),
                    fence.migration(),
                    fence.source(),
                    fence.names(),
                    fence.tables() > SHOWN ? ", …" : ""),
            "Exclude what has moved. If it is to move again, take the fence out: applications can then write here again, and what they write does not reach the first target. `%s`"
                .formatted(FenceRemoval.sql(fence.owner())));
  }
}
