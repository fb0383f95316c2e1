package io.tributary.cdc.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A change of a table as a whole: its name, its key or its existence. */
public sealed interface TableChange extends SchemaChange {

  @Override
  default List<String> statements(String table) {
    return List.of();
  }

  /** Another primary key, or none, or one where there was none. */
  record KeyChanged(List<String> from, List<String> to) implements TableChange {
    @Override
    public String effect() {
      return "the primary key was %s, is %s".formatted(from, to);
    }
  }

  /** An index that was not there. */
  record IndexAdded(TableDefinition.Part index) implements TableChange {
    @Override
    public String effect() {
      return "index " + index.name() + " was made: " + index.definition();
    }

    @Override
    public List<String> statements(String table) {
      return List.of(index.definition());
    }
  }

  /**
   * An index or constraint that came, went, or became another one.
   *
   * @param kind what it is
   * @param from its definition before, null when it was not there
   * @param to its definition now, null when it is gone
   */
  record PartChanged(String kind, String name, @Nullable String from, @Nullable String to)
      implements TableChange {
    @Override
    public String effect() {
      if (from == null) {
        return "%s %s was added: %s".formatted(kind, name, to);
      }
      return to == null
          ? "%s %s was dropped".formatted(kind, name)
          : "%s %s was %s, is %s".formatted(kind, name, from, to);
    }
  }

  /** No column is left that rows are written with, so the stream says nothing of its rows. */
  record Emptied() implements TableChange {
    @Override
    public String effect() {
      return "its last column that is written was dropped, and rows without a value are not"
          + " captured";
    }

    @Override
    public boolean lasting() {
      return true;
    }
  }

  /** The table is gone. */
  record Dropped() implements TableChange {
    @Override
    public String effect() {
      return "the table was dropped";
    }
  }

  /** The table has another name, under which the other side has no table. */
  record Renamed(String to) implements TableChange {
    @Override
    public String effect() {
      return "the table was renamed to " + to + ", under which its rows have no place";
    }

    @Override
    public boolean lasting() {
      return true;
    }
  }
}
