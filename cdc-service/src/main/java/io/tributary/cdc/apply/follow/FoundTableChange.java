package io.tributary.cdc.apply.follow;

import io.tributary.cdc.definition.SchemaChange;
import io.tributary.cdc.definition.TableDefinition;
import io.tributary.cdc.definition.TableLikeness;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A table that the stream describes otherwise than before.
 *
 * @param before how it was
 * @param after how it is from this place of the stream on, null when it is gone
 * @param changes what was done to it
 */
record FoundTableChange(
    TableDefinition before, @Nullable TableDefinition after, List<SchemaChange> changes) {

  boolean lasting() {
    return changes.stream().anyMatch(SchemaChange::lasting);
  }

  /** What still keeps the target's table from looking like the source's; empty when it does. */
  Set<String> missingIn(TableDefinition target) {
    TableDefinition wanted = Objects.requireNonNull(after, "a table that is gone lacks nothing");
    Set<String> open = new TreeSet<>(new TableLikeness(wanted, target).differences());
    // What differed before the change, such as the way in which two versions print a default.
    open.removeAll(new TableLikeness(before, target).differences());
    return open;
  }
}
