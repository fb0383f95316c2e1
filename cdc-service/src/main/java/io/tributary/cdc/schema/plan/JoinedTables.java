package io.tributary.cdc.schema.plan;

import io.tributary.common.model.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The tables that have joined a target since it was finished, as it keeps them.
 *
 * @param names at the source, as verdicts have them
 * @param copies the tables that were made for them, partitions too
 */
public record JoinedTables(List<String> names, List<TableName> copies) {
  /** None has. */
  public static final JoinedTables NONE = new JoinedTables(List.of(), List.of());

  public JoinedTables {
    names = List.copyOf(names);
    copies = List.copyOf(copies);
  }

  /** The same with more. */
  JoinedTables with(Collection<String> moreNames, Collection<TableName> moreCopies) {
    return new JoinedTables(joined(names, moreNames), joined(copies, moreCopies));
  }

  private static <T> List<T> joined(List<T> first, Collection<T> more) {
    List<T> all = new ArrayList<>(first);
    more.stream().filter(each -> !first.contains(each)).forEach(all::add);
    return all;
  }

  /** The same with what was made for tables that join. */
  public JoinedTables with(JoiningPlan made) {
    return with(made.names(), made.plan().tables());
  }
}
