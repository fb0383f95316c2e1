package io.tributary.cdc.apply.target;

import io.tributary.cdc.apply.convert.MappedSource;
import io.tributary.cdc.apply.stream.StreamRecord;
import io.tributary.common.change.ChangeRecord.Shape;
import java.util.List;
import java.util.function.Supplier;

/**
 * The tables of a source with a declared mapping: they stay what the mapping was made for, or the
 * stream stops. The source itself is never asked.
 */
final class MappedSchema implements SchemaWatch {
  private final Supplier<MappedSource> source;

  MappedSchema(Supplier<MappedSource> source) {
    this.source = source;
  }

  @Override
  public void load(TargetSession session) {
    // The mapping does not change while the migration lasts.
  }

  @Override
  public boolean findsChange(List<StreamRecord> changes) {
    return changes.stream()
        .anyMatch(record -> record.change() instanceof Shape shape && source.get().differs(shape));
  }

  @Override
  public void follow(TargetSession session, StreamRecord record) {
    if (record.change() instanceof Shape shape) {
      source.get().require(shape);
    }
  }

  @Override
  public boolean addLabels(TargetSession session) {
    return false;
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
