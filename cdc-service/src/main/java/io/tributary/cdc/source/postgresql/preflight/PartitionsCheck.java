package io.tributary.cdc.source.postgresql.preflight;

import io.tributary.cdc.preflight.check.CatalogCheck;
import io.tributary.common.model.TableName;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import java.util.List;
import java.util.Optional;

/** Refuses partitions that would go to another place than their table. */
final class PartitionsCheck implements CatalogCheck<SourceReading> {

  @Override
  public PreflightCode code() {
    return PreflightCode.PARTITIONS;
  }

  @Override
  public List<PreflightCheck> look(SourceReading source) {
    List<CatalogTable> partitions = source.all().stream().filter(CatalogTable::partition).toList();
    List<PreflightCheck> torn =
        partitions.stream()
            .filter(
                partition ->
                    !place(source, partition.name()).equals(place(source, partition.root())))
            .map(partition -> torn(source, partition))
            .toList();
    return torn.isEmpty()
        ? List.of(
            code()
                .passed(
                    source.subject(),
                    partitions.isEmpty()
                        ? "No table is partitioned."
                        : partitions.size()
                            + " partitions move one by one; do not create more until the cutover."))
        : torn;
  }

  private static Optional<String> place(SourceReading source, TableName table) {
    return source.source().targetOf(table).map(TableName::schema);
  }

  private PreflightCheck torn(SourceReading source, CatalogTable partition) {
    return code()
        .failed(
            source.subject(),
            "Partition %s goes to %s, but its table %s to %s."
                .formatted(
                    partition.name().display(),
                    place(source, partition.name()).orElse("nowhere"),
                    partition.root().display(),
                    place(source, partition.root()).orElse("nowhere")),
            "Name the partitioned table and all of its partitions alike in the migration file;"
                + " patterns with * help.");
  }
}
