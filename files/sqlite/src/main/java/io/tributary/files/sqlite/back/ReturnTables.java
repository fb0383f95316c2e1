package io.tributary.files.sqlite.back;

import static io.tributary.files.sqlite.SqliteNames.quote;

import io.tributary.common.error.SqliteMessage;
import io.tributary.files.sqlite.SqliteError;
import io.tributary.files.sqlite.table.CaptureTable;
import io.tributary.files.sqlite.table.CaptureTableReader;
import io.tributary.files.sqlite.table.TableNames;
import io.tributary.files.sqlite.table.VectorTable;
import io.tributary.mapping.sqlite.token.SqliteToken;
import io.tributary.mapping.sqlite.token.SqliteTokenizer;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The tables of a transaction as the file declares them, each read when it is asked for. */
record ReturnTables(
    Path file,
    FileStatements statements,
    List<String> names,
    Charset encoding,
    Map<String, CaptureTable> found)
    implements ReturnForm.Tables {

  static ReturnTables of(Path file, FileStatements statements, List<String> names)
      throws SQLException {
    return new ReturnTables(
        file, statements, names, statements.sqlite().encoding(), new HashMap<>());
  }

  /** Those beside a virtual one too. */
  @Override
  public List<String> stored() throws SQLException {
    List<String> stored = new ArrayList<>(names);
    for (TableNames.Declared declared :
        new CaptureTableReader(statements.sqlite()).names().vectors()) {
      if (names.contains(declared.name())) {
        found(declared.name())
            .flatMap(CaptureTable::vectors)
            .ifPresent(vectors -> stored.addAll(vectors.declared().layout().keySet()));
      }
    }
    return stored;
  }

  private Optional<CaptureTable> found(String name) throws SQLException {
    if (!found.containsKey(name)) {
      new CaptureTableReader(statements.sqlite())
          .tables(name::equals)
          .forEach(table -> found.put(name, table));
    }
    return Optional.ofNullable(found.get(name));
  }

  @Override
  public ReturnTable table(String name) {
    return rows(
        statements
            .done(() -> found(name))
            .orElseThrow(
                () -> SqliteError.TABLE_GONE.failure("there is no table " + name + " in " + file)));
  }

  private ReturnTable rows(CaptureTable table) {
    Optional<VectorTable> vectors = table.vectors();
    if (vectors.isPresent()) {
      return new VectorRows(statements, table, vectors.get(), encoding);
    }
    return new OrdinaryRows(statements, table, encoding, overruled(table));
  }

  /** A collation, a function or a module of the application's own is not known to this SQLite. */
  @Override
  public void requireWritable(String name) {
    CaptureTable table = found.get(name);
    if (table != null && table.vectors().isEmpty()) {
      statements(table).forEach(statement -> requireKnown(table, statement));
    }
  }

  private static List<String> statements(CaptureTable table) {
    String name = "main." + quote(table.name());
    String same =
        table.columns().stream()
            .filter(column -> !column.generated())
            .map(column -> quote(column.name()) + " = " + quote(column.name()))
            .collect(Collectors.joining(", "));
    return List.of(
        "INSERT INTO " + name + " DEFAULT VALUES",
        "UPDATE " + name + " SET " + same,
        "DELETE FROM " + name + " WHERE false");
  }

  private void requireKnown(CaptureTable table, String statement) {
    try {
      statements.sqlite().execute("EXPLAIN " + statement);
    } catch (SQLException e) {
      throw SqliteError.TABLE_UNREADABLE.failure(
          "rows of the table "
              + table.name()
              + " in "
              + file
              + " cannot be written by Tributary's SQLite: "
              + SqliteMessage.of(e)
              + ". Drop the trigger or index that needs it for the time of the way back",
          e);
    }
  }

  /** Whether ON CONFLICT is declared; it must not remove or pass over rows here. */
  private static boolean overruled(CaptureTable table) {
    List<SqliteToken> tokens = SqliteTokenizer.tokens(table.definition());
    return IntStream.range(1, tokens.size())
        .anyMatch(i -> tokens.get(i - 1).isWord("ON") && tokens.get(i).isWord("CONFLICT"));
  }
}
