package io.tributary.cdc.preflight;

import io.tributary.common.model.TableName;
import io.tributary.common.observed.PreflightCheck;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** A partition moves like any table, so it has to go where its parent goes. */
final class PartitionsCheck implements SourceCheck {

  @Override
  public PreflightCode code() {
    return PreflightCode.PARTITIONS;
  }

  @Override
  public List<PreflightCheck> look(SourceReading source) throws SQLException {
    List<SourceTable> partitions = source.all().stream().filter(t -> t.root() != null).toList();
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

  private PreflightCheck torn(SourceReading source, SourceTable partition) {
    return code()
        .failed(
            source.subject(),
            "Partition %s goes to %s, but its table %s to %s."
                .formatted(
                    partition.name().display(),
                    place(source, partition.name()).orElse("nowhere"),
                    partition.root().display(),
                    place(source, partition.root()).orElse("nowhere")),
            "Name the partitioned table and all of its partitions alike in the migration file; patterns with * help.");
  }
}
