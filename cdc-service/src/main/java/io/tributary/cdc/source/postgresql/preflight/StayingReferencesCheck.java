package io.tributary.cdc.source.postgresql.preflight;

import io.tributary.cdc.preflight.check.CatalogCheck;
import io.tributary.common.model.TableName;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Refuses a way back to tables that others refer to which stay behind: rows come home as replicated
 * ones, for which PostgreSQL looks at no foreign key, so that one that was deleted at the target
 * would leave rows behind that refer to nothing, and no cascade is carried out.
 */
final class StayingReferencesCheck implements CatalogCheck<SourceReading> {
  private static final String REFERENCES =
      """
      SELECT n.nspname, c.relname, k.conname, rn.nspname, r.relname,
             format('`ALTER TABLE %I.%I DROP CONSTRAINT %I;`', n.nspname, c.relname, k.conname)
        FROM pg_catalog.pg_constraint k
        JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_class r ON r.oid = k.confrelid
        JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
       WHERE k.contype = 'f' AND k.conparentid = 0 AND rn.nspname = ANY (?)
       ORDER BY 1, 2, 3\
      """;

  private record Reference(TableName from, String constraint, TableName to, String drop) {
    String display() {
      return "%s (%s) to %s".formatted(from.display(), constraint, to.display());
    }
  }

  @Override
  public PreflightCode code() {
    return PreflightCode.WAY_BACK_REFERENCES;
  }

  @Override
  public List<PreflightCheck> look(SourceReading source) {
    List<Reference> staying =
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
            .filter(each -> source.moves(each.to()) && !source.moves(each.from()))
            .toList();
    return List.of(
        staying.isEmpty()
            ? code().passed(source.subject(), "No table that stays refers to one that comes home.")
            : refused(source, staying));
  }

  private PreflightCheck refused(SourceReading source, List<Reference> staying) {
    return code()
        .failed(
            source.subject(),
            "Tables that stay refer to tables that move, and rows that are deleted at the target would leave them behind without what they refer to: %s."
                .formatted(
                    staying.stream().map(Reference::display).collect(Collectors.joining(", "))),
            staying.stream().map(Reference::drop).collect(Collectors.joining(" "))
                + " Or let both move, or say way-back: none for the source in the migration file.");
  }
}
