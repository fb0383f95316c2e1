package io.tributary.validator.source.converted;

import io.tributary.common.model.TableName;
import io.tributary.mapping.conversion.IntegerConversion;
import io.tributary.mapping.table.ColumnMapping;
import io.tributary.mapping.table.TableMapping;
import io.tributary.validator.catalog.KeyColumn;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.database.ReadingSession;
import io.tributary.validator.neighbour.SearchedColumn;
import io.tributary.validator.neighbour.SearchedColumnPair;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The copies of a file's tables in one session. They are kept from pass to pass, because making
 * tables writes to the target's catalog, and are made anew when the mapping or a type changed.
 */
final class SessionCopies {
  private static final Set<String> WHOLE_NUMBERS = Set.of("smallint", "integer", "bigint");

  private final ReadingSession session;
  private final FileTables source;
  private final BiFunction<FileTables, ConvertedCopy, TableCopy> making;
  private final Map<TableName, TableCopy> tables = new TreeMap<>();
  private Map<TableName, SearchedColumn> searched = Map.of();
  private Set<TableName> keyedByRowid = Set.of();
  private @Nullable MappedDefinitions definitions;
  private Charset encoding = StandardCharsets.UTF_8;

  SessionCopies(
      ReadingSession session,
      FileTables source,
      BiFunction<FileTables, ConvertedCopy, TableCopy> making) {
    this.session = session;
    this.source = source;
    this.making = making;
  }

  /** Makes the copies of these definitions; what was read is kept when they are the same. */
  TableMap ready(MappedDefinitions wanted) throws SQLException {
    Map<TableName, SearchedColumn> before = searched;
    look(wanted);
    boolean same = wanted.equals(definitions) && searched.equals(before);
    definitions = null;
    TableMap ready =
        session.commit(
            c -> {
              if (!same) {
                make(c, wanted);
              }
              return wanted.tables();
            });
    definitions = wanted;
    return ready;
  }

  private void look(MappedDefinitions wanted) throws SQLException {
    Map<TableName, SearchedColumn> found = new TreeMap<>();
    Set<TableName> byRowid = new TreeSet<>();
    source.file().begin();
    try {
      encoding = source.file().encoding();
      for (TableMapping table : wanted.mapping().tables()) {
        source.searchedColumn(table).ifPresent(column -> found.put(table.source(), column));
        if (source.keyedByRowid(table)) {
          byRowid.add(table.source());
        }
      }
    } finally {
      source.file().end();
    }
    searched = found;
    keyedByRowid = byRowid;
  }

  private void make(Connection connection, MappedDefinitions wanted) throws SQLException {
    for (TableCopy table : tables.values()) {
      table.copy().drop();
    }
    tables.clear();
    for (TablePair pair : wanted.tables().pairs().values()) {
      TableName name = pair.source().table();
      TableMapping mapping = wanted.mapping().table(name).orElseThrow();
      ConvertedCopy copy = new ConvertedCopy(connection, mapping, pair, rounding(pair, mapping));
      tables.put(name, making.apply(source, copy));
      copy.create();
    }
  }

  private Optional<VectorRounding> rounding(TablePair pair, TableMapping mapping) {
    return column(pair)
        .filter(column -> column.space().rounds())
        .flatMap(column -> target(mapping, column))
        .map(column -> new VectorRounding(pair, column));
  }

  /** The columns of a table's vectors; at the source with the numbers as they were read. */
  Optional<SearchedColumnPair> searchedColumn(TablePair pair) {
    ConvertedCopy copy = of(pair).copy();
    return column(pair)
        .flatMap(
            vector ->
                target(copy.mapping(), vector)
                    .map(
                        column ->
                            new SearchedColumnPair(
                                copy.sql()
                                    .rounding()
                                    .map(rounding -> VectorRounding.AS_READ)
                                    .orElse(column),
                                column,
                                vector.space())));
  }

  private static Optional<String> target(TableMapping mapping, SearchedColumn vector) {
    return mapping
        .column(vector.name())
        .filter(column -> column.conversion().targetType().startsWith("vector"))
        .map(ColumnMapping::target);
  }

  /** The column of vectors of a table at the source, if it has one. */
  private Optional<SearchedColumn> column(TablePair pair) {
    return Optional.ofNullable(searched.get(pair.source().table()));
  }

  /** The copy of a table of the latest definitions. */
  TableCopy of(TablePair pair) {
    return Objects.requireNonNull(
        tables.get(pair.source().table()), "each pair of the definitions has its copy");
  }

  /**
   * Whether a range of the target's keys stands for a range of rowids: the key is the rowid, which
   * moves as the number that it is.
   */
  boolean rangedByRowid(TablePair pair) {
    TableMapping mapping = of(pair).copy().mapping();
    return keyedByRowid.contains(mapping.source())
        && mapping.keyColumns().stream()
            .allMatch(column -> column.conversion().bare() instanceof IntegerConversion)
        && pair.source().key().stream().map(KeyColumn::type).allMatch(WHOLE_NUMBERS::contains);
  }

  /** The encoding of the file's texts. */
  Charset encoding() {
    return encoding;
  }

  /** Makes all copies be made anew, as what they hold is not known any more. */
  void forget() {
    definitions = null;
  }
}
