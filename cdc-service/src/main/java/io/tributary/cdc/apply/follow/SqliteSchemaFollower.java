package io.tributary.cdc.apply.follow;

import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.common.change.ChangeRecord.Shape;
import java.util.List;

/**
 * Watches the tables of a SQLite source: they stay what the mapping was made for, or the stream
 * stops. One that is not known may have joined since the mapping was read. The source itself is
 * never asked. Not thread-safe.
 */
public final class SqliteSchemaFollower implements SchemaFollower {
  private final LoadedMapping mapping;

  public SqliteSchemaFollower(LoadedMapping mapping) {
    this.mapping = mapping;
  }

  @Override
  public void load(ApplySession session) {
    mapping.load(session);
  }

  @Override
  public boolean knows(List<StreamRecord> changes) {
    return changes.stream()
        .noneMatch(
            record ->
                record.change() instanceof Shape shape && mapping.mapped().stranger(shape.table()));
  }

  @Override
  public boolean findsChange(List<StreamRecord> changes) {
    return changes.stream()
        .anyMatch(
            record -> record.change() instanceof Shape shape && mapping.mapped().differs(shape));
  }

  @Override
  public boolean follow(ApplySession session, StreamRecord record) {
    if (record.change() instanceof Shape shape) {
      mapping.mapped().require(shape);
    }
    return false;
  }
}
