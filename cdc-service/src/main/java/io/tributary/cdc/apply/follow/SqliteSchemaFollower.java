package io.tributary.cdc.apply.follow;

import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.cdc.apply.convert.MappedSource;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.common.change.ChangeRecord.Shape;
import java.util.List;
import java.util.function.Supplier;

/**
 * Watches the tables of a SQLite source: they stay what the mapping was made for, or the stream
 * stops. The source itself is never asked. Not thread-safe.
 */
public final class SqliteSchemaFollower implements SchemaFollower {
  private final Supplier<MappedSource> source;

  public SqliteSchemaFollower(Supplier<MappedSource> source) {
    this.source = source;
  }

  @Override
  public boolean findsChange(List<StreamRecord> changes) {
    return changes.stream()
        .anyMatch(record -> record.change() instanceof Shape shape && source.get().differs(shape));
  }

  @Override
  public boolean follow(ApplySession session, StreamRecord record) {
    if (record.change() instanceof Shape shape) {
      source.get().require(shape);
    }
    return false;
  }
}
